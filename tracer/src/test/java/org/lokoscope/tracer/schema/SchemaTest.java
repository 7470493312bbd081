// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.tracer.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.lokoscope.runtime.probe.Event;
import org.lokoscope.runtime.probe.Family;
import org.lokoscope.runtime.probe.Field;
import org.lokoscope.runtime.probe.Kind;

final class SchemaTest {

  interface Twice {
    @Event(code = 7, family = Family.USER, doc = "one")
    default void one(@Field(Kind.TIME) long time) {}

    @Event(code = 7, family = Family.USER, doc = "two")
    default void two(@Field(Kind.TIME) long time) {}
  }

  interface Timeless {
    @Event(code = 7, family = Family.USER, doc = "one")
    default void one(@Field(Kind.FIBER) long fiber) {}
  }

  interface Unmarked {
    @Event(code = 7, family = Family.USER, doc = "one")
    default void one(@Field(Kind.TIME) long time, long what) {}
  }

  @Test
  void shouldListEventsInTheOrderOfTheirCodes() {
    assertThat(Schema.events()).isSortedAccordingTo((a, b) -> a.code() - b.code());
    assertThat(Schema.byCode(30)).isSameAs(Schema.byName("fiberSpawned"));
    assertThat(Schema.byCode(255)).isNull();
    EventType spawned = Objects.requireNonNull(Schema.byCode(30));
    assertThat(spawned.field("parent").kind()).isEqualTo(Kind.FIBER);
  }

  @Test
  void shouldRefuseAProbeThatBreaksTheRules() {
    assertThatThrownBy(() -> Schema.read(Twice.class)).hasMessageContaining("used twice");
    assertThatThrownBy(() -> Schema.read(Timeless.class)).hasMessageContaining("not a time");
    assertThatThrownBy(() -> Schema.read(Unmarked.class)).hasMessageContaining("no @Field");
  }

  /** Fix with: {@code java org.lokoscope.tracer.schema.EventsPage docs/events.md}. */
  @Test
  void shouldHaveAReferencePageThatSaysWhatTheProbeSays() throws Exception {
    Path page = Path.of("..", "docs", "events.md");
    assertThat(Files.readString(page)).isEqualTo(EventsPage.text());
  }
}
