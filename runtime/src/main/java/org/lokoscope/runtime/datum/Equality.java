// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.datum;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code eq?}, {@code eqv?} and {@code equal?}, and hashes that agree with them. {@code equal?}
 * ends on cyclic data: two data are the same if they unfold to the same trees, however deep.
 */
public final class Equality {

  /** How many pairs and vectors are compared by plain recursion before cycles are suspected. */
  private static final int QUICK_STEPS = 2000;

  private static final int QUICK_DEPTH = 100;
  private static final int HASHED_NODES = 64;

  private Equality() {}

  /** Identity, but fixnums and characters are also the same as their copies. */
  public static boolean eq(Object a, Object b) {
    return a == b
        || (a instanceof Long x && b instanceof Long y && x.longValue() == y.longValue())
        || (a instanceof SchemeChar x && x.equals(b));
  }

  /** Every number class says with its {@code equals} what {@code eqv?} wants to know. */
  public static boolean eqv(Object a, Object b) {
    return a == b
        || (a instanceof Number && a.equals(b))
        || (a instanceof SchemeChar && a.equals(b));
  }

  public static boolean equal(Object a, Object b) {
    if (a == b) {
      return true;
    }
    if (!isNode(a)) {
      return sameLeaf(a, b);
    }
    Boolean quick = new Quick().equal(a, b, 0);
    return quick != null ? quick : new Unification().equal(a, b);
  }

  private static boolean isNode(Object a) {
    return a instanceof Pair
        || a instanceof Object[]
        || (a instanceof Record record && record.type.comparesFields());
  }

  /** Whether these are different records that are equal when their fields are. */
  private static boolean areAlike(Object a, Object b) {
    return a instanceof Record x
        && b instanceof Record y
        && x != y
        && x.type == y.type
        && x.type.comparesFields();
  }

  private static boolean sameLeaf(Object a, Object b) {
    if (a instanceof SchemeString x) {
      return b instanceof SchemeString y && x.contentEquals(y);
    }
    if (a instanceof byte[] x) {
      return b instanceof byte[] y && Arrays.equals(x, y);
    }
    return a instanceof Laid x ? x.sameAs(b) : eqv(a, b);
  }

  /** Recursion with a budget; null means that the budget ran out. */
  private static final class Quick {
    private int steps = QUICK_STEPS;

    @Nullable Boolean equal(Object first, Object second, int depth) {
      Object a = first;
      Object b = second;
      while (a instanceof Pair x && b instanceof Pair y) {
        if (x == y) {
          return true;
        }
        if (--steps < 0 || depth > QUICK_DEPTH) {
          return null;
        }
        Boolean same = equal(x.car, y.car, depth + 1);
        if (same == null || !same) {
          return same;
        }
        a = x.cdr;
        b = y.cdr;
      }
      if (a instanceof Object[] x && b instanceof Object[] y) {
        return vectors(x, y, depth);
      }
      return areAlike(a, b)
          ? vectors(((Record) a).fields, ((Record) b).fields, depth)
          : (Boolean) (a == b || sameLeaf(a, b));
    }

    private @Nullable Boolean vectors(Object[] x, Object[] y, int depth) {
      if (x.length != y.length) {
        return false;
      }
      if (depth > QUICK_DEPTH) {
        return null;
      }
      for (int i = 0; i < x.length; i++) {
        if (--steps < 0) {
          return null;
        }
        Boolean same = equal(x[i], y[i], depth + 1);
        if (same == null || !same) {
          return same;
        }
      }
      return true;
    }
  }

  /**
   * Two nodes that meet are assumed to be equal and put into one class (union-find); a
   * contradiction ends it all. Each meeting joins two classes, so it ends, in nearly linear time.
   */
  private static final class Unification {
    private final Map<Object, Object> leaders = new IdentityHashMap<>();
    private final ArrayDeque<Object> work = new ArrayDeque<>();

    boolean equal(Object a, Object b) {
      if (!meet(a, b)) {
        return false;
      }
      while (!work.isEmpty()) {
        if (!open(work.pop(), work.pop())) {
          return false;
        }
      }
      return true;
    }

    /** Whether nothing speaks against it so far; notes what is still to be compared. */
    private boolean meet(Object a, Object b) {
      if (a == b) {
        return true;
      }
      if (!isNode(a) || !isNode(b)) {
        return sameLeaf(a, b);
      }
      if (join(a, b)) {
        work.push(a);
        work.push(b);
      }
      return true;
    }

    private boolean open(Object a, Object b) {
      if (a instanceof Pair x && b instanceof Pair y) {
        return meet(x.cdr, y.cdr) && meet(x.car, y.car);
      }
      return areAlike(a, b)
          ? items(((Record) a).fields, ((Record) b).fields)
          : a instanceof Object[] x && b instanceof Object[] y && items(x, y);
    }

    private boolean items(Object[] x, Object[] y) {
      if (x.length != y.length) {
        return false;
      }
      for (int i = 0; i < x.length; i++) {
        if (!meet(x[i], y[i])) {
          return false;
        }
      }
      return true;
    }

    private boolean join(Object a, Object b) {
      Object x = leader(a);
      Object y = leader(b);
      if (x == y) {
        return false;
      }
      leaders.put(x, y);
      return true;
    }

    private Object leader(Object node) {
      Object leader = node;
      for (Object next = leaders.get(leader); next != null; next = leaders.get(leader)) {
        leader = next;
      }
      Object at = node;
      while (at != leader) {
        at = leaders.put(at, leader);
      }
      return leader;
    }
  }

  public static int eqvHash(Object a) {
    return a instanceof Number || a instanceof SchemeChar || a instanceof Symbol
        ? spread(a instanceof Symbol s ? s.name().hashCode() : a.hashCode())
        : System.identityHashCode(a);
  }

  /** Looks at a bounded part of the datum, so it ends on cycles and costs little on large data. */
  public static int equalHash(Object a) {
    int hash = 17;
    int budget = HASHED_NODES;
    ArrayDeque<Object> work = null;
    Object at = a;
    while (true) {
      if (isNode(at)) {
        work = work == null ? new ArrayDeque<>() : work;
        hash = 31 * hash + (at instanceof Pair ? 1 : at instanceof Record ? 3 : 2);
        pushParts(at, work);
      } else {
        hash = 31 * hash + leafHash(at);
      }
      if (work == null || work.isEmpty() || budget-- <= 0) {
        return hash;
      }
      at = work.pop();
    }
  }

  private static void pushParts(Object node, ArrayDeque<Object> work) {
    if (node instanceof Pair pair) {
      work.push(pair.cdr);
      work.push(pair.car);
      return;
    }
    Object[] items = node instanceof Record record ? record.fields : (Object[]) node;
    for (int i = Math.min(items.length, HASHED_NODES) - 1; i >= 0; i--) {
      work.push(items[i]);
    }
  }

  private static int leafHash(Object a) {
    return switch (a) {
      case SchemeString s -> s.contentHash();
      case byte[] bytes -> Arrays.hashCode(bytes);
      case Laid laid -> laid.contentHash();
      default -> eqvHash(a);
    };
  }

  private static int spread(int hash) {
    return hash * 0x9E3779B1;
  }
}
