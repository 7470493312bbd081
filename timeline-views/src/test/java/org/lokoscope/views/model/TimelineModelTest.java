// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.lokoscope.store.Interval;
import org.lokoscope.store.LaneId;
import org.lokoscope.views.FakeTrace;
import org.lokoscope.views.layout.Row;
import org.lokoscope.views.layout.Rows;
import org.lokoscope.views.viewport.Viewport;

class TimelineModelTest {

  /** Answers only when told to, as a slow disk would. */
  private static final class Later implements TimelineModel.Background {

    private final List<Runnable> waiting = new ArrayList<>();

    @Override
    public <T> void ask(Supplier<T> query, Consumer<? super T> then) {
      waiting.add(() -> then.accept(query.get()));
    }

    void answer() {
      List<Runnable> now = List.copyOf(waiting);
      waiting.clear();
      now.forEach(Runnable::run);
    }
  }

  private static final LaneId WORKER = LaneId.fiber(FakeTrace.LEAKING_FIBER);
  private static final LaneId PING = LaneId.fiber(FakeTrace.FIRST_FIBER);

  private final FakeTrace trace = new FakeTrace();
  private final Later later = new Later();
  private final TimelineModel model = new TimelineModel(trace, later);

  /** Its CPUs are busy all the time. */
  @Test
  void shouldLeaveARunAsItIsThatHasNoEmptyTime() {
    Viewport before = model.window().get();
    java.util.List<java.util.List<?>> told = new java.util.ArrayList<>();
    model.foldTime(true, told::add);
    assertThat(told).isEmpty();
    later.answer();
    assertThat(told).containsExactly(java.util.List.of());
    assertThat(model.window().get()).isEqualTo(before);
    assertThat(model.foldsTime().get()).isTrue();
  }

  @Test
  void shouldSelectALaneAtOnceAndItsStayWhenItIsKnown() {
    model.select(WORKER, 50_000_000);
    assertThat(model.selection().get()).isEqualTo(new Selection(WORKER, null));
    later.answer();
    assertThat(model.selection().get().interval()).isEqualTo(trace.at(WORKER, 50_000_000));
  }

  @Test
  void shouldForgetAnAnswerThatComesAfterAnotherLaneWasSelected() {
    model.select(WORKER, 50_000_000);
    model.select(PING);
    later.answer();
    assertThat(model.selection().get()).isEqualTo(new Selection(PING, null));
  }

  /** Each key walked over all lanes on the thread that draws. */
  @Test
  void shouldLayManyLanesOutInTheBackground() {
    List<LaneId> many = LongStream.range(1, 30_000).mapToObj(LaneId::fiber).toList();
    FakeTrace crowded =
        new FakeTrace() {
          @Override
          public List<LaneId> lanes() {
            return many;
          }
        };
    TimelineModel model = new TimelineModel(crowded, later);
    Rows before = model.rows().get();
    model.filter("7777");
    model.select(many.get(20_000));
    model.togglePin();
    assertThat(model.rows().get()).isSameAs(before);
    later.answer();
    assertThat(model.rows().get().rows().getFirst().lane()).isEqualTo(many.get(20_000));
    assertThat(model.rows().get().rows()).hasSizeLessThan(30);
    model.filter("");
    model.filter("1.19902");
    later.answer();
    assertThat(model.rows().get().rows()).hasSize(2);
  }

  private Interval selectedInterval() {
    return Objects.requireNonNull(model.selection().get().interval());
  }

  @Test
  void shouldWalkFromStayToStayAndTakeThePlayheadAlong() {
    model.select(WORKER, 50_000_000);
    later.answer();
    Interval first = selectedInterval();
    model.stepEvent(1);
    later.answer();
    Interval second = selectedInterval();
    assertThat(second.from()).isEqualTo(first.to());
    assertThat(model.playback().time().get()).isEqualTo(second.from());
    model.stepEvent(-1);
    later.answer();
    assertThat(model.selection().get().interval()).isEqualTo(first);
  }

  @Test
  void shouldFitTheSelectedStay() {
    model.select(WORKER, 50_000_000);
    later.answer();
    model.fitSelection();
    Interval interval = selectedInterval();
    assertThat(model.window().get().x(interval.from())).isPositive();
    assertThat(model.window().get().span())
        .isCloseTo(1.16 * (interval.to() - interval.from()), within(1.0));
  }

  @Test
  void shouldOpenAProcessToRevealItsFiber() {
    model.toggle(LaneId.process(1));
    assertThat(model.rows().get().of(WORKER)).isEmpty();
    model.reveal(WORKER);
    assertThat(model.rows().get().of(WORKER)).isPresent();
  }

  @Test
  void shouldScrollNoMoreThanNeededToRevealALane() {
    model.resize(800, 100);
    model.reveal(WORKER);
    Row row = model.rows().get().of(WORKER).orElseThrow();
    assertThat(model.scroll().get()).isEqualTo(row.bottom() - 100);
    assertThat(model.rowAt(95)).contains(row);
  }

  @Test
  void shouldNotStayScrolledBeyondTheRowsThatAFilterLeaves() {
    model.resize(800, 100);
    model.scrollTo(1000);
    assertThat(model.scroll().get()).isPositive();
    model.filter("worker");
    assertThat(model.scroll().get()).isZero();
  }

  private List<LaneId> shownFibers() {
    return model.rows().get().rows().stream()
        .map(Row::lane)
        .filter(lane -> lane.kind() == LaneId.Kind.FIBER)
        .toList();
  }

  @Test
  void shouldFilterByBareWordsAtOnce() {
    model.filter("worker or zzz");
    assertThat(shownFibers()).containsExactly(WORKER);
    assertThat(model.filterNote().get()).isEqualTo(FilterNote.NONE);
    model.filter("-worker");
    assertThat(shownFibers()).isNotEmpty().doesNotContain(WORKER);
  }

  @Test
  void shouldLookForAQueryInTheBackground() {
    int all = shownFibers().size();
    model.filter("fiber:worker > 1ns");
    assertThat(model.filterNote().get().text()).isEqualTo("searching");
    assertThat(shownFibers()).hasSize(all);
    later.answer();
    assertThat(shownFibers()).containsExactly(WORKER);
    assertThat(model.filterNote().get()).isEqualTo(new FilterNote("1 fiber", -1));
    model.filter("");
    assertThat(shownFibers()).hasSize(all);
    assertThat(model.filterNote().get()).isEqualTo(FilterNote.NONE);
  }

  @Test
  void shouldForgetTheAnswerToATextThatHasChanged() {
    model.filter("fiber:worker > 1ns");
    model.filter("ping");
    List<LaneId> pings = shownFibers();
    later.answer();
    assertThat(shownFibers()).isEqualTo(pings).doesNotContain(WORKER);
  }

  @Test
  void shouldPointAtWhatIsWrongWithAQueryAndKeepTheRows() {
    model.filter("worker");
    model.filter("worker fibre:x");
    assertThat(model.filterNote().get())
        .isEqualTo(new FilterNote("there is no key fibre; did you mean fiber?", 7));
    assertThat(model.filterNote().get().isProblem()).isTrue();
    assertThat(shownFibers()).containsExactly(WORKER);
  }
}
