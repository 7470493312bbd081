// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.panel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.control.TreeCell;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeView;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import org.jspecify.annotations.Nullable;
import org.lokoscope.gui.debug.model.DebugModel;
import org.lokoscope.gui.debug.model.Seen.Variable;

/**
 * Variables and their parts, which are asked for when they are opened. What was open stays so when
 * the program has gone on, and what has changed since it stood before is marked.
 */
final class ValueTree extends TreeView<Variable> {

  private static final PseudoClass CHANGED = PseudoClass.getPseudoClass("changed");
  private static final PseudoClass GROUP = PseudoClass.getPseudoClass("group");
  private static final PseudoClass GONE = PseudoClass.getPseudoClass("gone");
  private static final int LONGEST_TIP = 1_000;

  private final DebugModel model;
  private final Set<String> opened = new HashSet<>();
  private Map<String, String> before = Map.of();
  private Map<String, String> now = new HashMap<>();
  private int generation;

  /**
   * @param open the groups that are open from the beginning
   */
  ValueTree(DebugModel model, String id, String text, Set<String> open) {
    this.model = model;
    setId(id);
    setAccessibleText(text);
    setShowRoot(false);
    setRoot(new TreeItem<>());
    getStyleClass().addAll("dense", "edge-to-edge", "values");
    setFixedCellSize(21);
    setCellFactory(view -> new ValueCell());
    open.forEach(name -> opened.add("/" + name));
  }

  /** Shows these from now on, as soon as what was open in them is known. */
  void show(List<Variable> roots) {
    generation++;
    before = now;
    now = new HashMap<>();
    TreeItem<Variable> root = new TreeItem<>();
    Pending pending = new Pending(generation, root);
    for (Variable each : roots) {
      root.getChildren().add(item(each, "", pending));
    }
    pending.done();
  }

  /** Shows a tree when all that is open in it has come. */
  private final class Pending {
    private final int of;
    private final TreeItem<Variable> root;
    private int left = 1;

    Pending(int of, TreeItem<Variable> root) {
      this.of = of;
      this.root = root;
    }

    void more() {
      left++;
    }

    void done() {
      left--;
      if (left == 0 && of == generation) {
        setRoot(root);
      }
    }
  }

  private Item item(Variable variable, String under, @Nullable Pending pending) {
    Item item = new Item(variable, under + "/" + variable.name());
    now.put(item.path, variable.value());
    if (!item.isLeaf() && opened.contains(item.path)) {
      if (pending != null) {
        pending.more();
      }
      item.load(
          pending,
          () -> {
            item.setExpanded(true);
            if (pending != null) {
              pending.done();
            }
          });
    }
    return item;
  }

  /** The selected variable, or null. */
  @Nullable Variable selected() {
    TreeItem<Variable> item = getSelectionModel().getSelectedItem();
    return item == null ? null : item.getValue();
  }

  /** A variable whose parts are asked for once. */
  private final class Item extends TreeItem<Variable> {
    private final String path;
    private boolean asked;

    Item(Variable variable, String path) {
      super(variable);
      this.path = path;
      expandedProperty()
          .subscribe(
              (was, open) -> {
                if (open) {
                  opened.add(path);
                  load(null, () -> {});
                } else {
                  opened.remove(path);
                }
              });
    }

    @Override
    public boolean isLeaf() {
      return getValue().reference() == 0;
    }

    void load(@Nullable Pending pending, Runnable then) {
      if (asked) {
        return;
      }
      asked = true;
      model.open(getValue(), parts -> show(parts, pending, then));
    }

    private void show(List<Variable> parts, @Nullable Pending pending, Runnable then) {
      List<TreeItem<Variable>> children = new ArrayList<>();
      parts.forEach(part -> children.add(item(part, path, pending)));
      if (children.isEmpty()) {
        children.add(item(new Variable("none", "", 0, 0, true, 0), path, null));
      }
      if (getValue().isMore() && getParent() != null) {
        // What follows takes the place of what stands for it.
        List<TreeItem<Variable>> siblings = getParent().getChildren();
        int at = siblings.indexOf(this);
        siblings.remove(at);
        siblings.addAll(at, children);
      } else {
        getChildren().setAll(children);
      }
      then.run();
    }
  }

  private final class ValueCell extends TreeCell<Variable> {
    private final Text name = new Text();
    private final Text value = new Text();
    private final TextFlow both = new TextFlow(name, value);

    ValueCell() {
      name.getStyleClass().add("value-name");
      value.getStyleClass().add("value-text");
      both.setMinWidth(USE_PREF_SIZE);
    }

    @Override
    protected void updateItem(@Nullable Variable variable, boolean empty) {
      super.updateItem(variable, empty);
      setText(null);
      if (empty || variable == null) {
        setGraphic(null);
        setTooltip(null);
        return;
      }
      String line = variable.value().replaceAll("\\s*\\R\\s*", " ");
      String path = getTreeItem() instanceof Item item ? item.path : "";
      String old = before.get(path);
      pseudoClassStateChanged(
          GROUP, variable.isGroup() && variable.reference() != 0 || variable.isMore());
      pseudoClassStateChanged(CHANGED, old != null && !old.equals(variable.value()));
      pseudoClassStateChanged(
          GONE, variable.value().startsWith("not kept") || variable.value().startsWith("not yet"));
      name.setText(variable.isMore() ? "more\u2026" : variable.name());
      value.setText(line.isEmpty() ? "" : " = " + line);
      setGraphic(both);
      setAccessibleText(name.getText() + value.getText());
      setTooltip(line.length() < 30 ? null : new Tooltip(cut(variable.value())));
    }

    private static String cut(String text) {
      return text.length() <= LONGEST_TIP ? text : text.substring(0, LONGEST_TIP) + "\u2026";
    }
  }

  /** A place for what is shown when there is nothing. */
  static Label nothing(String text) {
    Label label = new Label(text);
    label.setWrapText(true);
    label.getStyleClass().add("text-muted");
    return label;
  }

  /** Does something with the selected variable, if it can be set. */
  void withSettable(Consumer<Variable> then) {
    Variable variable = selected();
    if (variable != null && variable.canBeSet()) {
      then.accept(variable);
    }
  }
}
