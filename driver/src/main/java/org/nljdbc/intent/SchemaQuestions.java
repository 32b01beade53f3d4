package org.nljdbc.intent;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.nljdbc.schema.Schema;
import org.nljdbc.schema.Table;

/** Questions that the schema itself answers. */
final class SchemaQuestions {

  private static final int MOST_TOKENS = 20;

  /** One of these is in every such question. */
  private static final Set<String> KEYWORDS =
      Set.of(
          ("table tables view views column columns field fields attribute attributes key keys"
                  + " schema structure describe desc related relate relationship relation joined join"
                  + " connected connect linked link where database db schemas data information details ask type mean"
                  + " meaning stand")
              .split(" "));

  private static final String PLEASE = "(?:please )?(?:(?:can|could) you (?:please )?)?";
  private static final String SHOW =
      PLEASE + "(?:(?:list|show|name|display|print)(?: me| us)?|tell me|give me) ";
  private static final String ALL = "(?:all )?(?:of )?(?:the )?(?:available |existing )?";
  private static final String BASE = "(?:(?:this|the|my|our|your) )?(?:database|db|schema)";
  private static final String HERE = "(?: (?:in|of|from) " + BASE + "| here)?";
  private static final String WE = "(?:do|can) (?:you|we|i) (?:have|see|know|know of|query|use)";
  private static final String HAS = "(?:does|do) " + BASE + " (?:have|contain)";
  private static final String REF =
      "(?:the )?(?:(?:table|view)(?: called| named)? )?T\\d+(?: (?:table|view))?";
  private static final String NAMED =
      "(?:(?:the )?(?:table|view)(?: called| named)? T\\d+|(?:the )?T\\d+ (?:table|view)|T\\d+)";
  private static final String COLUMNS = "(?:columns|fields|attributes)";
  private static final String COLUMN = "(?:column|field|attribute)s?";
  private static final String IN = " (?:in|of|on) ";
  private static final String PRIMARY_KEY = "(?:primary~? keys?|primary keys?~)";
  private static final String FOREIGN_KEYS = "(?:foreign~? keys?|foreign keys?~)";
  private static final String RELATED = "(?:related|joined|connected|linked)";
  private static final String RELATE = "(?:relate|join|connect|link)";

  /** A column's name, or words that names of columns have. */
  private static final String KEPT = "(?:the |an? |my |our )?(?<kept>C|\\S+~(?: \\S+~){0,2})";

  private record Rule(Pattern pattern, Function<List<Table>, SchemaRequest> request) {}

  private static final List<Pattern> FINDING =
      List.of(
          Pattern.compile(
              "where (?:would|can|could|do|should|will) (?:you|we|i) (?:find|see|get) "
                  + KEPT
                  + HERE),
          Pattern.compile(
              "where (?:is|are) " + KEPT + " (?:stored|kept|saved|recorded|held)" + HERE),
          Pattern.compile(
              "(?:in )?(?:what|which) tables? (?:has|have|contains?|holds?|stores?|is|are) "
                  + KEPT
                  + "(?: (?:column|field))?(?: (?:in|stored|kept|stored in))?"
                  + HERE),
          Pattern.compile(
              "(?:what|which) (?:columns?|fields?) (?:contains?|holds?|stores?) " + KEPT),
          Pattern.compile(
              "what does (?:the )?(?:column |field )?(?<kept>C)(?: column| field)? (?:mean|stand"
                  + " for)"),
          Pattern.compile(
              "what is the (?:meaning|data type) of (?:the )?(?:column |field )?(?<kept>C)"),
          Pattern.compile("what (?:data )?type (?:is|has) (?:the )?(?:column )?(?<kept>C)"));

  /** A table with the schema that it is said to be in. */
  private static final Pattern QUALIFIED =
      Pattern.compile(
          "(?:(?:describe|desc) (?:the )?(?:table )?|(?:what|which) columns (?:does|do) |(?:"
              + SHOW
              + "(?:me )?)?(?:the )?columns (?:of|in) (?:the )?(?:table )?)"
              + "(?<name>[\\p{L}_][\\p{L}\\p{N}_]*\\.[\\p{L}_][\\p{L}\\p{N}_]*)~?(?: have)?");

  private static final String QUOTES = "[\"'`]";

  /** The tables of some schema, in words whose names are not marked. */
  private static final Pattern IN_SCHEMA =
      Pattern.compile(
          "(?:(?:what|which) tables (?:are|exist)(?: there)?|"
              + SHOW
              + ALL
              + "tables) (?:in|of|from) (?:the )?(?:(?<here>(?:(?:current|default|whole|entire|this|my"
              + "|our|same|database|db) )+schema)|(?:database )?schema (?<before>\\S+)"
              + "|(?<behind>\\S+) (?:database )?schema)");

  private static Rule rule(Function<List<Table>, SchemaRequest> request, String... patterns) {
    return new Rule(Pattern.compile(String.join("|", patterns)), request);
  }

  private static final List<Rule> RULES =
      List.of(
          listing("tables", false),
          listing("views", true),
          rule(
              any -> new SchemaRequest.Tables(false),
              SHOW + "(?:the )?(?:names|C) of (?:all )?(?:the )?tables" + HERE,
              SHOW + "(?:the )?table (?:names|C)" + HERE,
              "what are the (?:names|C) of (?:all )?(?:the )?tables" + HERE,
              "(?:describe |desc |"
                  + SHOW
                  + ")(?:(?:this|the|my|our) )?(?:(?:database|db) )?schema",
              "what is (?:this|the|my|our)(?: (?:database|db))? (?:schema|structure)"
                  + "(?: of (?:this|the) (?:database|db))?",
              "what(?: data)? is (?:there )?in (?:this|the|my|our) (?:database|db)",
              "what data (?:do you have|is there)(?: here)?",
              "what can i ask(?: you)?(?: (?:about|here))?"),
          rule(
              any -> new SchemaRequest.Place(),
              "(?:what|which) schemas? (?:are|is|exists?)(?: (?:there|this|it))?" + HERE,
              SHOW + ALL + "schemas" + HERE),
          rule(
              any -> new SchemaRequest.TableCount(),
              "how many tables (?:are|exist)(?: there)?" + HERE,
              "how many tables (?:" + WE + "|" + HAS + ")",
              "what is the number of (?:the )?tables" + HERE),
          rule(
              tables -> new SchemaRequest.Columns(tables.get(0)),
              "(?:what|which) " + COLUMNS + " (?:does|do) " + REF + " (?:have|contain)",
              "(?:what|which) " + COLUMNS + " (?:are|exist)(?: there)?" + IN + REF,
              "(?:what|which) " + COLUMNS + IN + REF,
              "what are (?:all )?(?:the )?(?:names of (?:all )?(?:the )?)?" + COLUMNS + IN + REF,
              SHOW + "(?:me )?the " + COLUMNS + IN + REF,
              SHOW + COLUMNS + IN + REF,
              "(?:the )?" + COLUMNS + IN + REF,
              PLEASE + "(?:describe|desc) " + NAMED,
              "what (?:information|data|details) (?:do|can) (?:you|we|i)"
                  + " (?:have|store|keep|see|get) (?:about|on|for) "
                  + REF,
              "(?:"
                  + SHOW
                  + "|what is |describe )?(?:the )?(?:structure|schema|layout|definition) of "
                  + REF),
          rule(
              tables -> new SchemaRequest.ColumnCount(tables.get(0)),
              "how many " + COLUMNS + " (?:does|do) " + REF + " (?:have|contain)",
              "how many " + COLUMNS + " (?:are|exist)(?: there)?" + IN + REF),
          rule(
              tables -> new SchemaRequest.PrimaryKey(tables.get(0)),
              "(?:what (?:is|are) |"
                  + SHOW
                  + ")?(?:the )?"
                  + PRIMARY_KEY
                  + "(?: "
                  + COLUMN
                  + ")?(?: (?:of|for|in|on) )"
                  + REF,
              "(?:what|which) "
                  + COLUMN
                  + " (?:is|are|form|make up) the "
                  + PRIMARY_KEY
                  + " (?:of|for|in|on) "
                  + REF,
              "(?:what|which) " + PRIMARY_KEY + " (?:does|do) " + REF + " have"),
          rule(
              tables -> new SchemaRequest.ForeignKeys(tables.get(0)),
              "(?:what are |"
                  + SHOW
                  + ")?(?:all )?(?:the )?"
                  + FOREIGN_KEYS
                  + " (?:of|for|in|on|from) "
                  + REF,
              "(?:what|which) " + FOREIGN_KEYS + " (?:does|do) " + REF + " have",
              "(?:what|which) "
                  + FOREIGN_KEYS
                  + " (?:are|exist)(?: there)? (?:of|for|in|on) "
                  + REF),
          rule(
              tables -> new SchemaRequest.References(tables.get(0)),
              "(?:what|which) (?:other )?tables? (?:references?|refers? to|points? to|depends? on"
                  + "|(?:is|are) (?:linked|related|connected) (?:to|with)) "
                  + REF),
          rule(
              any -> new SchemaRequest.AllForeignKeys(),
              "(?:what|which) " + FOREIGN_KEYS + " (?:are|exist)(?: there)?" + HERE,
              SHOW + ALL + FOREIGN_KEYS + HERE,
              "what are " + ALL + FOREIGN_KEYS + HERE,
              "how are (?:all )?(?:the )?tables(?:"
                  + HERE
                  + ")? "
                  + RELATED
                  + "(?: (?:to|with) each other)?",
              "how do (?:all )?(?:the )?tables(?:"
                  + HERE
                  + ")? "
                  + RELATE
                  + "(?: (?:to|with) each other)?"),
          rule(
              tables -> new SchemaRequest.Relation(tables.get(0), tables.get(1)),
              "how (?:are|is) "
                  + REF
                  + " and "
                  + REF
                  + " "
                  + RELATED
                  + "(?: (?:to|with) each other)?",
              "how (?:are|is) " + REF + " " + RELATED + " (?:to|with) " + REF,
              "how do " + REF + " and " + REF + " " + RELATE + "(?: (?:to|with) each other)?",
              "how (?:do|does) " + REF + " " + RELATE + " (?:to|with) " + REF,
              "how (?:do|can|could|should) (?:i|we|you) (?:join|connect|link) "
                  + REF
                  + " (?:and|with|to) "
                  + REF,
              "what is the (?:relationship|relation|connection|link) between "
                  + REF
                  + " and "
                  + REF));

  private SchemaQuestions() {}

  private static Rule listing(String things, boolean viewsOnly) {
    return rule(
        any -> new SchemaRequest.Tables(viewsOnly),
        "(?:what|which) " + things + " (?:are|exist)(?: there)?(?: available)?" + HERE,
        "(?:what|which) " + things + " (?:" + WE + "|" + HAS + ")",
        "what are " + ALL + things + HERE,
        SHOW + ALL + things + HERE,
        "(?:all )?(?:the )?" + things + HERE);
  }

  /** Whether a question may be one of these; tells most that are not by their words. */
  static boolean mayBe(Words words) {
    return words.tokens().size() <= MOST_TOKENS
        && words.tokens().stream().anyMatch(KEYWORDS::contains);
  }

  /** What the schema is asked for, or null. */
  static @Nullable SchemaRequest request(SchemaNames.Marked marked) {
    for (Rule rule : RULES) {
      if (rule.pattern.matcher(marked.text()).matches()) {
        boolean ofItself = Set.copyOf(marked.tables()).size() < marked.tables().size();
        return ofItself ? null : rule.request.apply(marked.tables());
      }
    }
    return find(marked);
  }

  /** What is asked about that lies in another schema, or null. */
  static @Nullable String elsewhere(SchemaNames.Marked marked, Schema schema) {
    Matcher qualified = QUALIFIED.matcher(marked.text());
    if (qualified.matches()) {
      String name = qualified.group("name");
      return isOwn(name.substring(0, name.lastIndexOf('.')), schema) ? null : name;
    }
    Matcher in = inSchema(marked);
    if (!in.matches() || in.group("here") != null) {
      return null;
    }
    String name = schemaName(in);
    return isOwn(name, schema) ? null : name + ".*";
  }

  /** Whether the tables of this very schema are asked for by its name. */
  static boolean isOfItself(SchemaNames.Marked marked, Schema schema) {
    Matcher in = inSchema(marked);
    return in.matches() && (in.group("here") != null || isOwn(schemaName(in), schema));
  }

  /** Matches nothing where "tables" is a name itself. */
  private static Matcher inSchema(SchemaNames.Marked marked) {
    return IN_SCHEMA.matcher(marked.text().contains(" tables ") ? marked.raw() : "");
  }

  private static String schemaName(Matcher in) {
    String name = in.group("before") == null ? in.group("behind") : in.group("before");
    return name.replaceAll("^" + QUOTES + "|" + QUOTES + "$", "");
  }

  private static boolean isOwn(String name, Schema schema) {
    return SchemaNames.qualifiers(schema).contains(NameWords.squashed(name));
  }

  private static @Nullable SchemaRequest find(SchemaNames.Marked marked) {
    for (Pattern pattern : FINDING) {
      Matcher found = pattern.matcher(marked.text());
      if (found.matches()) {
        String kept = found.group("kept");
        return new SchemaRequest.Find(
            kept.equals("C") ? marked.columns() : List.of(kept.replace("~", "").split(" ")));
      }
    }
    return null;
  }
}
