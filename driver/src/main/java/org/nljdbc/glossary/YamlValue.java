package org.nljdbc.glossary;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nljdbc.sql.NearestNames;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A value in a YAML file that knows its place. Scalars are read as they are written: {@code no} is
 * the word, not a truth value.
 */
public final class YamlValue {

  private static final int MOST_CHARACTERS = 4 << 20;
  private static final int DEEPEST = 50;

  private final Node node;

  private YamlValue(Node node) {
    this.node = node;
  }

  /** A name in a mapping, with its place and its value. */
  record Entry(String name, Place place, YamlValue value) {}

  /**
   * Reads a file's text.
   *
   * @param text the text
   * @return its value, or null if it has none
   * @throws GlossaryException if it is not YAML
   */
  public static @Nullable YamlValue read(String text) throws GlossaryException {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(MOST_CHARACTERS);
    options.setNestingDepthLimit(DEEPEST);
    try {
      Node node = new Yaml(new SafeConstructor(options)).compose(new StringReader(text));
      return node == null || node.getTag().equals(Tag.NULL) ? null : new YamlValue(node);
    } catch (MarkedYAMLException e) {
      Mark mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
      Place place = mark == null ? new Place(1, 1) : place(mark);
      throw new GlossaryException(place, "it is not YAML: " + e.getProblem());
    } catch (YAMLException e) {
      throw new GlossaryException(new Place(1, 1), "it is not YAML: " + e.getMessage());
    }
  }

  Place place() {
    return place(node.getStartMark());
  }

  private static Place place(Mark mark) {
    return new Place(mark.getLine() + 1, mark.getColumn() + 1);
  }

  /** The names of a mapping, in their order. */
  List<Entry> entries() throws GlossaryException {
    if (!(node instanceof MappingNode mapping)) {
      throw wrong("names with values (name: value)");
    }
    List<Entry> entries = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (NodeTuple tuple : mapping.getValue()) {
      YamlValue key = new YamlValue(tuple.getKeyNode());
      String name = key.text();
      if (!names.add(name)) {
        throw new GlossaryException(key.place(), "'" + name + "' is here twice");
      }
      entries.add(new Entry(name, key.place(), new YamlValue(tuple.getValueNode())));
    }
    return entries;
  }

  /** The values of a mapping whose names are given. */
  Map<String, YamlValue> fields(Collection<String> known) throws GlossaryException {
    Map<String, YamlValue> fields = new LinkedHashMap<>();
    for (Entry entry : entries()) {
      if (!known.contains(entry.name())) {
        throw new GlossaryException(
            entry.place(),
            "there is no key '"
                + entry.name()
                + "' here; did you mean '"
                + NearestNames.of(entry.name(), known, 1).get(0)
                + "'? There are: "
                + String.join(", ", known));
      }
      fields.put(entry.name(), entry.value());
    }
    return fields;
  }

  /**
   * The values of a mapping of which only some names matter.
   *
   * @return them by name, in their order
   * @throws GlossaryException if it is no mapping, or has a name twice
   */
  public Map<String, YamlValue> all() throws GlossaryException {
    Map<String, YamlValue> fields = new LinkedHashMap<>();
    entries().forEach(entry -> fields.put(entry.name(), entry.value()));
    return fields;
  }

  /** Whether it has names with values. */
  public boolean isMapping() {
    return node instanceof MappingNode;
  }

  /** Whether it is a text, a number or the like. */
  public boolean isText() {
    return node instanceof ScalarNode && !node.getTag().equals(Tag.NULL);
  }

  /** Whether nothing is written there. */
  public boolean isBlank() {
    return node instanceof ScalarNode scalar && scalar.getValue().isBlank();
  }

  /**
   * The text as it is written.
   *
   * @return it without white space around it
   * @throws GlossaryException if it is none, or blank
   */
  public String text() throws GlossaryException {
    if (!isText() || !(node instanceof ScalarNode scalar) || scalar.getValue().isBlank()) {
      throw wrong("a text");
    }
    return scalar.getValue().strip();
  }

  boolean truth() throws GlossaryException {
    String text = isText() ? text() : "";
    if (!text.equals("true") && !text.equals("false")) {
      throw wrong("true or false");
    }
    return text.equals("true");
  }

  /**
   * The values of a list.
   *
   * @return them in their order
   * @throws GlossaryException if it is no list
   */
  public List<YamlValue> items() throws GlossaryException {
    if (!(node instanceof SequenceNode sequence)) {
      throw wrong("a list");
    }
    return sequence.getValue().stream().map(YamlValue::new).toList();
  }

  /**
   * The texts of a list; a text alone is a list of one.
   *
   * @return them in their order
   * @throws GlossaryException if it is no list of texts
   */
  public List<String> texts() throws GlossaryException {
    if (isText()) {
      return List.of(text());
    }
    List<String> texts = new ArrayList<>();
    for (YamlValue item : items()) {
      texts.add(item.text());
    }
    return texts;
  }

  Fragment fragment() throws GlossaryException {
    String sql = text();
    ScalarStyle style = ((ScalarNode) node).getScalarStyle();
    boolean block = style == ScalarStyle.LITERAL || style == ScalarStyle.FOLDED;
    boolean inLine = !block && node.getStartMark().getLine() == node.getEndMark().getLine();
    boolean quoted = inLine && style != ScalarStyle.PLAIN;
    return new Fragment(sql, quoted ? place().behind(1) : place(), inLine);
  }

  private GlossaryException wrong(String wanted) {
    String found =
        node instanceof MappingNode
            ? "names with values"
            : node instanceof SequenceNode
                ? "a list"
                : node instanceof ScalarNode scalar && !scalar.getValue().isEmpty()
                    ? "'" + scalar.getValue() + "'"
                    : "nothing";
    return new GlossaryException(place(), "here should be " + wanted + ", not " + found);
  }
}
