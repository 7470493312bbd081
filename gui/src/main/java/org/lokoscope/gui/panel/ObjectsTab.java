package org.lokoscope.gui.panel;

import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.control.TableView;
import javafx.scene.layout.BorderPane;
import org.lokoscope.store.ObjectInfo;
import org.lokoscope.views.viewport.TimeText;

/** Channels, conditions, mailboxes and ports: who made them, how often parties met on them. */
public final class ObjectsTab extends BorderPane implements TraceTab {

  private final OpenTrace opened;
  private final TableView<ObjectInfo> table =
      Tables.table("objects-table", "No channels or conditions");
  private boolean loaded;

  public ObjectsTab(OpenTrace opened) {
    this.opened = opened;
    setId("objects");
    table.getColumns().add(Tables.text("Object", 170, ObjectInfo::name));
    table
        .getColumns()
        .add(Tables.text("Kind", 90, object -> object.kind().name().toLowerCase(Locale.ROOT)));
    table.getColumns().add(Tables.number("Matches", 84, ObjectInfo::matches, Tables::count));
    table.getColumns().add(Tables.number("Peak queue", 92, ObjectInfo::peakQueue, Tables::count));
    table.getColumns().add(Tables.number("Created", 110, ObjectInfo::created, TimeText::instant));
    table.getColumns().add(Tables.text("Created by", 130, this::creator));
    table.getColumns().add(Tables.text("Site", 260, object -> object.site().position()));
    setCenter(table);
  }

  @Override
  public String title() {
    return "Channels";
  }

  @Override
  public Node node() {
    return this;
  }

  @Override
  public void shown(boolean front) {
    if (front && !loaded) {
      loaded = true;
      opened.ask(trace -> trace.objects(), table.getItems()::setAll);
    }
  }

  private String creator(ObjectInfo object) {
    var fiber = opened.fiber(object.creator());
    return fiber == null ? "" : fiber.name();
  }
}
