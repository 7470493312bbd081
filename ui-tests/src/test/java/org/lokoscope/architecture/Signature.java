// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.stream.Stream;

/** What a member shows to its callers: the words of the rules that ArchUnit does not have. */
final class Signature {
  static DescribedPredicate<JavaMember> isVisibleOutside() {
    return DescribedPredicate.describe(
        "are public or protected",
        member ->
            member.getModifiers().contains(JavaModifier.PUBLIC)
                || member.getModifiers().contains(JavaModifier.PROTECTED));
  }

  static ArchCondition<JavaMember> notMention(String packages) {
    var forbidden = JavaClass.Predicates.resideInAPackage(packages);
    return new ArchCondition<>("not mention " + packages + " in their signature") {
      @Override
      public void check(JavaMember member, ConditionEvents events) {
        types(member)
            .flatMap(type -> type.getAllInvolvedRawTypes().stream())
            .filter(forbidden)
            .distinct()
            .forEach(
                type ->
                    events.add(
                        SimpleConditionEvent.violated(
                            member, member.getFullName() + " mentions " + type.getName())));
      }
    };
  }

  /** Holds if one of all the classes does: a proof that the packages are spelled right. */
  static ArchCondition<JavaClass> dependAtLeastOnceOn(String... packages) {
    var wanted = JavaClass.Predicates.resideInAnyPackage(packages);
    return new ArchCondition<>("depend, one of them at least, on " + String.join(", ", packages)) {
      private boolean found;

      @Override
      public void check(JavaClass item, ConditionEvents events) {
        found |=
            item.getDirectDependenciesFromSelf().stream()
                .anyMatch(dependency -> wanted.test(dependency.getTargetClass()));
      }

      @Override
      public void finish(ConditionEvents events) {
        if (!found) {
          events.add(SimpleConditionEvent.violated(packages, "no class does"));
        }
      }
    };
  }

  private static Stream<JavaType> types(JavaMember member) {
    return switch (member) {
      case JavaField field -> Stream.of(field.getType());
      case JavaCodeUnit unit ->
          Stream.of(
                  Stream.of(unit.getReturnType()),
                  unit.getParameterTypes().stream(),
                  unit.getExceptionTypes().stream())
              .flatMap(part -> part);
      default -> throw new IllegalArgumentException(member.toString());
    };
  }

  private Signature() {}
}
