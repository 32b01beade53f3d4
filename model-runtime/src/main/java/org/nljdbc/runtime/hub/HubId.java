package org.nljdbc.runtime.hub;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which model of a hub: {@code org/name[@revision]}, or a preset's name in place of {@code
 * org/name}.
 *
 * @param organisation who publishes it; letters, digits, {@code . _ -}
 * @param name its name there; letters, digits, {@code . _ -}
 * @param revision a branch, a tag, or a commit
 */
public record HubId(String organisation, String name, String revision) {

  /** The revision where none is named. */
  static final String MAIN = "main";

  private static final Map<String, String> PRESETS =
      Map.of("arctic-text2sql-r1-7b", "Snowflake/Arctic-Text2SQL-R1-7B");

  /** What the hub allows: no part begins or ends with a dot or a hyphen, none is doubled. */
  private static final String PART =
      "(?!.{0,200}?(?:--|\\.\\.))[A-Za-z0-9_](?:[A-Za-z0-9._-]{0,94}[A-Za-z0-9_])?";

  private static final Pattern ID = Pattern.compile("(" + PART + ")/(" + PART + ")");

  private static final Pattern REVISION =
      Pattern.compile("(?!.*\\.\\.)[A-Za-z0-9_][A-Za-z0-9._-]*(/[A-Za-z0-9_][A-Za-z0-9._-]*){0,8}");

  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");

  private static final int MAX_REVISION = 120;

  /**
   * Reads a name.
   *
   * @param text the setting {@code nl.model}
   * @return which model it is, or null if it is not of that form
   */
  public static @Nullable HubId parse(String text) {
    int at = text.indexOf('@');
    String model = at < 0 ? text : text.substring(0, at);
    String revision = at < 0 ? MAIN : text.substring(at + 1);
    String preset = PRESETS.get(model.toLowerCase(Locale.ROOT));
    Matcher id = ID.matcher(preset == null ? model : preset);
    if (!id.matches()
        || revision.length() > MAX_REVISION
        || !REVISION.matcher(revision).matches()
        || model.toLowerCase(Locale.ROOT).endsWith(".gguf")) {
      return null;
    }
    return new HubId(id.group(1), id.group(2), revision);
  }

  /** The model without its revision: {@code org/name}. */
  String repository() {
    return organisation + "/" + name;
  }

  /** Whether the revision is a commit, which never means anything else later. */
  boolean isPinned() {
    return isCommit(revision);
  }

  /** Whether a text is the full name of a commit. */
  static boolean isCommit(String text) {
    return COMMIT.matcher(text).matches();
  }

  /** For people: {@code org/name}, with the revision unless it is {@code main}. */
  @Override
  public String toString() {
    return revision.equals(MAIN) ? repository() : repository() + "@" + revision;
  }
}
