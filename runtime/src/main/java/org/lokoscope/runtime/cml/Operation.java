package org.lokoscope.runtime.cml;

import java.util.ArrayList;
import java.util.List;

/** A first-class synchronous operation: a choice of one or more arms. */
public final class Operation {

  /** One arm: what is done, and what its values go through. */
  record Arm(BaseOperation base, Wrap wraps) {}

  final Arm[] arms;

  private Operation(Arm[] arms) {
    this.arms = arms;
  }

  static Operation of(BaseOperation base) {
    return new Operation(new Arm[] {new Arm(base, null)});
  }

  Operation wrap(Object procedure) {
    Arm[] wrapped = new Arm[arms.length];
    for (int i = 0; i < arms.length; i++) {
      wrapped[i] = new Arm(arms[i].base, new Wrap(procedure, arms[i].wraps));
    }
    return new Operation(wrapped);
  }

  static Operation choice(List<Operation> operations) {
    List<Arm> all = new ArrayList<>();
    for (Operation operation : operations) {
      all.addAll(List.of(operation.arms));
    }
    return new Operation(all.toArray(Arm[]::new));
  }
}
