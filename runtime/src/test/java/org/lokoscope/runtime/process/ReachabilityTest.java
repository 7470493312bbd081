// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LONG;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lokoscope.runtime.probe.FiberOutcome;
import org.lokoscope.runtime.probe.Probe;

/** What a trace says at the end of a run of what could still be reached, and by what. */
@Timeout(120)
class ReachabilityTest {

  @TempDir private Path folder;

  /** Notes what is said. */
  private static final class Notes implements Probe {
    private final Map<Long, String> texts = new HashMap<>();
    private final List<Long> unreachable = new ArrayList<>();
    private final List<String> chains = new ArrayList<>();
    private final List<Long> retained = new ArrayList<>();
    private final List<Long> sampled = new ArrayList<>();
    private long fibers = -1;
    private final List<Long> populations = new ArrayList<>();
    private final List<Long> kept = new ArrayList<>();
    private final List<Long> held = new ArrayList<>();
    private final List<Long> boxes = new ArrayList<>();
    private int checks;
    private boolean followed;

    @Override
    public void stringDefined(long time, long string, String text) {
      texts.put(string, text);
    }

    @Override
    public void fiberEnded(long time, long fiber, int outcome) {
      if (outcome == FiberOutcome.UNREACHABLE.ordinal()) {
        unreachable.add(fiber);
      }
    }

    @Override
    public void reachabilityChecked(
        long time, long process, long since, long count, long without, int all) {
      assertThat(since).isLessThanOrEqualTo(time);
      assertThat(without).isLessThanOrEqualTo(unreachable.size());
      checks++;
      fibers = count;
      followed = all == 1;
    }

    @Override
    public void subjectKept(long time, long subject, long chain) {
      chains.add(texts.get(chain));
    }

    @Override
    public void fibersKept(long time, long process, long site, long fibers, long words) {
      populations.add(fibers);
      kept.add(words / fibers);
    }

    @Override
    public void messagesKept(long time, long subject, long words) {
      boxes.add(words);
    }

    @Override
    public void stackHolds(long time, long fiber, long words, long more) {
      held.add(more);
    }

    @Override
    public void continuationsRetained(
        long time, long process, long site, long last, long count, long words, long[] some) {
      assertThat(words).isGreaterThanOrEqualTo(4 * count);
      retained.add(count);
      sampled.add((long) some.length);
    }
  }

  private Notes run(String program) {
    Notes notes = new Notes();
    ProcessProgram runner = new ProcessProgram(folder, "nothing", "(define nothing 0)");
    runner.probes(_ -> notes);
    runner.prepare();
    runner.execute(program);
    return notes;
  }

  @Test
  void shouldFollowReferencesForATwentiethOfTheRunButWithinLimits() {
    assertThat(ReachabilityCheck.nanos(1_000_000, true)).isEqualTo(1_000_000_000);
    assertThat(ReachabilityCheck.nanos(30_000_000_000L, true)).isEqualTo(1_500_000_000);
    assertThat(ReachabilityCheck.nanos(3_600_000_000_000L, true)).isEqualTo(2_000_000_000);
    assertThat(ReachabilityCheck.nanos(3_600_000_000_000L, false)).isEqualTo(200_000_000);
  }

  @Test
  void shouldAskTheCollectorOfALargeHeapOnlyAfterALongRun() {
    assertThat(CollectionCost.affordable(1_000_000_000)).isEqualTo(333_333_333);
    assertThat(CollectionCost.affordable(60_000_000_000L)).isEqualTo(2_000_000_000);
    assertThat(CollectionCost.isSmall(Long.MAX_VALUE / 2)).isTrue();
  }

  @Test
  void shouldSayThatNoneOfManyIsLostWithoutAskingTheCollector() {
    long before = collections();
    Notes notes =
        run(
            """
            (define kept (make-channel))
            (do ((i 0 (+ i 1))) ((= i 100)) (spawn-fiber (lambda () (get-message kept))))
            (yield-current-task)
            """);
    assertThat(notes.fibers).isGreaterThanOrEqualTo(100);
    assertThat(notes.unreachable).isEmpty();
    assertThat(collections()).isEqualTo(before);
  }

  /** Of the old generation, which a look is one of. */
  private static long collections() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .filter(bean -> bean.getName().matches(".*(Old|MarkSweep).*"))
        .mapToLong(GarbageCollectorMXBean::getCollectionCount)
        .sum();
  }

  @Test
  void shouldFindTheFibersThatWaitForWhatNothingReaches() {
    Notes notes =
        run(
            """
            (define (leave)
              (let ((lost (make-channel)))
                (spawn-fiber (lambda () (get-message lost)))))
            (define kept (make-channel))
            (leave)
            (leave)
            (spawn-fiber (lambda () (get-message kept)))
            (yield-current-task)
            """);
    assertThat(notes.unreachable).hasSize(2);
    assertThat(notes.fibers).isEqualTo(3);
    assertThat(notes.followed).isTrue();
    assertThat(notes.chains).singleElement().asString().startsWith("variable kept → channel → fib");
  }

  /** The end of the program used to be what let them go. */
  @Test
  void shouldReachWhatTheProgramItselfReachedWhereItSuspendedLast() {
    Notes notes =
        run(
            """
            (define (main)
              (let ((mine (make-channel)))
                (spawn-fiber (lambda () (get-message mine)))
                (yield-current-task)
                (put-message mine 1)
                (spawn-fiber (lambda () (get-message mine)))
                (yield-current-task)
                (channel? mine)))
            (main)
            """);
    assertThat(notes.unreachable).isEmpty();
    assertThat(notes.fibers).isEqualTo(1);
  }

  @Test
  void shouldNotCallAFiberUnreachableThatATimerOrAnotherFiberReaches() {
    Notes notes =
        run(
            """
            (define (leave)
              (let ((late (make-channel)))
                (spawn-fiber (lambda () (get-message late)))
                (spawn-fiber (lambda () (sleep 1000) (put-message late 1)))))
            (leave)
            (yield-current-task)
            """);
    assertThat(notes.unreachable).isEmpty();
  }

  @Test
  void shouldFindThemOnRequestWhileTheProgramRuns() {
    Notes notes =
        run(
            """
            (define (leave)
              (let ((lost (make-channel)))
                (spawn-fiber (lambda () (get-message lost)))))
            (leave)
            (yield-current-task)
            (dump-fibers)
            (sleep 0.001)
            """);
    assertThat(notes.unreachable).hasSize(1);
    assertThat(notes.checks).isEqualTo(2);
  }

  @Test
  void shouldSayWhichContinuationsDataKeepAndHow() {
    Notes notes =
        run(
            """
            (define past '())
            (define (again i)
              (unless (= i 200)
                (call/cc (lambda (k) (set! past (cons k past))))
                (again (+ i 1))))
            (again 0)
            """);
    assertThat(notes.retained).containsExactly(200L);
    assertThat(notes.sampled).containsExactly(64L);
    assertThat(notes.chains)
        .singleElement()
        .asString()
        .startsWith("variable past → list → continuation at ");
  }

  /** Each continuation holds the frame that holds the one before it. */
  @Test
  void shouldFindAChainOfContinuationsThatOneVariableKeeps() {
    Notes notes =
        run(
            """
            (define newest #f)
            (define (again i before)
              (unless (= i 200)
                (again
                 (+ i 1)
                 (let ((k (call/cc (lambda (k) k))))
                   (set! newest k)
                   (if (procedure? before) k (vector k before))))))
            (again 0 #f)
            """);
    assertThat(notes.retained).hasSizeLessThanOrEqualTo(1);
  }

  /** They are a part of the stack, as is what a loop that grows leaves there. */
  @Test
  void shouldNotSayThatDataKeepWhatEachFrameOfAStackHolds() {
    Notes notes =
        run(
            """
            (define wait-for-ever (make-channel))
            (define (nest i)
              (if (= i 200)
                  (get-message wait-for-ever)
                  (+ 1 (call/cc (lambda (k) (let ((n (nest (+ i 1)))) (k n)))))))
            (spawn-fiber (lambda () (nest 0)))
            (yield-current-task)
            """);
    assertThat(notes.retained).isEmpty();
  }

  @Test
  void shouldCountOfTheFibersOfAPlaceWhatOnlyTheyReach() {
    Notes notes =
        run(
            """
            (define shared (make-vector 100000 0))
            (define never (make-cvar))
            (define (start size)
              (let ((own (make-vector size 0)))
                (spawn-fiber (lambda () (wait never) (vector-length own) (vector-length shared)))))
            (do ((i 0 (+ i 1))) ((= i 50)) (start 1000))
            (yield-current-task)
            """);
    assertThat(notes.populations).containsExactly(50L);
    // A reference of the vector has 4 bytes, a fiber and how it waits some hundred.
    assertThat(notes.kept.getFirst()).isBetween(500L, 600L);
  }

  @Test
  void shouldCountWhatTheFramesOfADeepStackHoldButNotWhatIsPassedDown() {
    Notes notes =
        run(
            """
            (define wait-for-ever (make-channel))
            (define (nest i big)
              (if (= i 200)
                  (get-message wait-for-ever)
                  (let ((number (* 1000.5 i)))
                    (+ number (nest (+ i 1) big) (vector-length big)))))
            (spawn-fiber (lambda () (nest 0 (make-vector 100000 0))))
            (yield-current-task)
            """);
    // A boxed number each, of two or three words.
    assertThat(notes.held).singleElement().asInstanceOf(LONG).isBetween(400L, 800L);
  }

  @Test
  void shouldCountTheMessagesThatAMailboxKeeps() {
    Notes notes =
        run(
            """
            (do ((i 0 (+ i 1))) ((= i 100)) (send-message (self-pid) (vector i i)))
            (sleep 0.01)
            (yield-current-task)
            """);
    assertThat(notes.boxes).anyMatch(words -> words >= 300 && words < 1500);
  }
}
