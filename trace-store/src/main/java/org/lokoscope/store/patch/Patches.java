// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.patch;

import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.lokoscope.store.Site;
import org.lokoscope.store.SourceText;
import org.lokoscope.store.Trace;
import org.lokoscope.store.analysis.Finding;

/** Finds the change of a program that mends a leak. */
public final class Patches {

  /** Texts that are longer are no programs that somebody writes by hand. */
  private static final int LONGEST = 1 << 20;

  private static final Set<String> FORMS =
      Set.of("guard", "dynamic-wind", "parameterize", "with-exception-handler");

  private final SourceTree tree;
  private final Finding finding;

  private Patches(SourceTree tree, Finding finding) {
    this.tree = tree;
    this.finding = finding;
  }

  /** The change of a source that the trace keeps; see the other. */
  public static Optional<Patch> of(Finding finding, Trace trace) {
    return of(finding, file -> Optional.ofNullable(trace.source(file)).map(SourceText::text));
  }

  /**
   * The change that mends a leak; nothing where no change of the text is known that surely does.
   *
   * @param sources the text of a file that the trace names, if it is known
   */
  public static Optional<Patch> of(Finding finding, Function<String, Optional<String>> sources) {
    Site site = finding.site();
    if (site.line() == 0 || site.isBuiltIn()) {
      return Optional.empty();
    }
    return sources
        .apply(site.file())
        .filter(text -> text.length() <= LONGEST)
        .flatMap(
            before ->
                SourceTree.of(before)
                    .flatMap(tree -> new Patches(tree, finding).text())
                    .filter(after -> SourceTree.of(after).isPresent())
                    .map(after -> new Patch(site.file(), before, after)));
  }

  private Optional<String> text() {
    return at(finding.site())
        .flatMap(
            form ->
                switch (finding.leakClass()) {
                  case CONTINUATION_GROWTH, WINDER_GROWTH -> loop(form);
                  case STALE_WAITERS -> waiters(form);
                  case UNCANCELLED_TIMERS -> new TimeLimit(tree).of(form);
                  default -> Optional.empty();
                });
  }

  private Optional<Node> at(Site site) {
    return site.line() == 0 || !site.file().equals(finding.site().file())
        ? Optional.empty()
        : tree.at(site.line(), site.column());
  }

  private Optional<String> waiters(Node form) {
    return finding.call().line() > 0
        ? new ForgetWaiters(tree).of(form)
        : new OneWaiter(tree).of(form);
  }

  private Optional<String> loop(Node form) {
    LoopOutside outside = new LoopOutside(tree);
    Optional<Node> call = at(finding.call());
    Optional<Node> made = template(form);
    if (made.isPresent()) {
      return outside.of(made.get(), Optional.empty());
    }
    return Stream.<Supplier<Optional<String>>>of(
            () -> outside.of(form, call),
            () -> new Accumulator(tree).of(form),
            () -> new CallLast(tree).of(form),
            () -> call.flatMap(handed -> outside.of(handed, Optional.empty())))
        .map(Supplier::get)
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** The form in the template of a macro that its use in the program stands for. */
  private Optional<Node> template(Node use) {
    return tree.definition(use.head()).filter(form -> form.is("define-syntax")).stream()
        .flatMap(form -> form.all().stream())
        .filter(node -> FORMS.contains(node.head()))
        .findFirst();
  }
}
