package org.nljdbc.settings;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Every setting of the driver: the one list that URL parameters, Properties, property info and
 * documentation are made from. A setting is given as {@code nl.*} parameter of the URL or as a
 * connection property, and never reaches the real driver.
 */
public enum Setting {
  /** Class name of the real driver. */
  DRIVER(
      "nl.driver",
      Kind.TEXT,
      "",
      "Class name of the real driver; empty: found by service loader, DriverManager, or its usual"
          + " name"),
  /** The model. */
  MODEL(
      "nl.model",
      Kind.TEXT,
      "embedded",
      "The model: 'embedded', a folder with a Hugging Face snapshot, a GGUF file, or a model at"
          + " Hugging Face as org/name@revision"),
  /** Where models run. */
  RUNTIME(
      "nl.runtime",
      Kind.TEXT,
      "auto",
      "Where the model runs: 'auto' (or empty: 'process' where nothing speaks against it, else"
          + " 'embedded'), 'embedded' (in this process), 'process' (one runtime for all programs of"
          + " this user), the URL of a server that speaks OpenAI's protocol, or several of these in the"
          + " order in which they are tried, with commas between"),
  /** What opens the servers. */
  RUNTIME_KEY(
      "nl.runtime.key",
      Kind.SECRET,
      "",
      "The key of the server, env:NAME or file:PATH where one is kept; for several servers as many"
          + " with commas between"),
  /** Permission to send without encryption. */
  RUNTIME_CLEARTEXT(
      "nl.runtime.cleartext",
      Kind.BOOLEAN,
      "false",
      "Whether an http:// URL in nl.runtime may lead to another machine"),
  /** Life of the shared runtime. */
  RUNTIME_IDLE(
      "nl.runtime.idle",
      1,
      86_400,
      "900",
      "Seconds without a question after which the runtime of nl.runtime=process ends; whoever starts"
          + " it decides; with nl.runtime=auto 300 unless it is set, and not while a program has it"
          + " open"),
  /** Where the shared runtime comes from. */
  RUNTIME_HOME(
      "nl.runtime.home",
      Kind.TEXT,
      "",
      "The jar, or the folder with jars, that a shared runtime starts from; empty: those that the"
          + " driver came in"),
  /** What the model was taught beside. */
  ADAPTER(
      "nl.adapter",
      Kind.TEXT,
      "",
      "A LoRA adapter for the model, as a folder that PEFT wrote; 'none'; empty: what comes with"
          + " the model"),
  /** Where the model runs. */
  DEVICE(
      "nl.device",
      Kind.TEXT,
      "auto",
      "Where the model runs: 'auto', 'cpu', or a GPU such as 'cuda:0'"),
  /** Threads of the model. */
  THREADS(
      "nl.threads", 0, 1024, "0", "Threads that the model may use; 0: as many as there are cores"),
  /** Context size of the model. */
  CONTEXT_TOKENS(
      "nl.contextTokens",
      0,
      1_048_576,
      "0",
      "Most tokens of prompt and answer together; 0: what the model was made for"),
  /** Recognition before the model is asked. */
  INTENT(
      "nl.intent",
      Kind.BOOLEAN,
      "true",
      "Whether questions about the schema, requests to write and small talk are recognised before"
          + " the model is asked"),
  /** Follow-ups. */
  CONVERSATION(
      "nl.conversation",
      Kind.BOOLEAN,
      "false",
      "Whether a question may go on from the one before on the same connection ('only those in"
          + " Spain'); NL NEW begins anew. Not for pooled connections, which pass from hand to hand"),
  /** Questions that mean the same. */
  SEMANTIC_CACHE(
      "nl.semanticCache",
      List.of("off", "pins", "on"),
      "pins",
      "Whether a question that means the same as another in other words gets its SQL: 'off', 'pins'"
          + " (of pinned questions; not with nl.lock=strict), or 'on' (also of those that this process"
          + " remembers)"),
  /** Whose SQL questions get. */
  DIALECT(
      "nl.dialect",
      List.of(
          "own",
          "sqlite",
          "h2",
          "postgresql",
          "mysql",
          "mariadb",
          "duckdb",
          "hsqldb",
          "derby",
          "db2",
          "oracle",
          "sqlserver",
          "standard"),
      "own",
      "Whose SQL questions get: 'own' (the connection's), or another dialect, whose SQL is only shown"
          + " (NL SHOW) and never run; then the database cannot check it, and no rows are looked at"),
  /** Verified questions in the prompt. */
  EXAMPLES(
      "nl.examples",
      0,
      8,
      "0",
      "How many pinned questions, those most like the question, the model is shown with their SQL"),
  /** Questions within SQL. */
  NESTED(
      "nl.nested",
      Kind.BOOLEAN,
      "true",
      "Whether questions within SQL are recognised: NL('...') and (NL: ...) for tables and"
          + " sub-queries"),
  /** Answer budget. */
  MAX_TOKENS("nl.maxTokens", 16, 32_768, "300", "Most tokens of one answer of the model"),
  /** Repairs. */
  TRIES(
      "nl.tries",
      0,
      10,
      "2",
      "How often an answer that fails a check or at the database goes back to the model"),
  /** Candidates. */
  CANDIDATES(
      "nl.candidates",
      0,
      8,
      "0",
      "How many answers the model gives to choose from; 0: one, and four where that is unsure"),
  /** Constrained decoding. */
  CONSTRAIN(
      "nl.constrain",
      Kind.BOOLEAN,
      "true",
      "Whether the model is kept to the schema's names while it writes; the SQL is checked in any"
          + " case"),
  /** Where the work on a schema is kept. */
  PREFIX_CACHE(
      "nl.prefixCache",
      List.of(Setting.ON_DISK, "memory"),
      "disk",
      "Where the model's work on a schema is kept: 'disk', for later processes of the same user, or"
          + " 'memory'"),
  /** Sample values. */
  SAMPLES(
      "nl.samples",
      0,
      100,
      "3",
      "Sample values of each text column that the model sees; 0: none are read"),
  /** Values to find. */
  VALUES(
      "nl.values",
      0,
      10_000,
      "500",
      "Distinct values of each text column that are read to find those that a question names; 0:"
          + " only the first few"),
  /** Age of the cached schema. */
  SCHEMA_MAX_AGE(
      "nl.schemaMaxAge",
      0,
      31_536_000,
      "300",
      "Seconds after which the schema is read again; 0: at every question"),
  /** Schema budget. */
  PROMPT_TOKENS(
      "nl.promptTokens", 100, 1_048_576, "2000", "Most tokens of the schema that the model sees"),
  /** Pins. */
  LOCK(
      "nl.lock",
      List.of("off", "on", "warn", "strict"),
      "on",
      "Whether pinned questions get their pinned SQL: 'off', 'on', 'warn' (others draw a warning),"
          + " or 'strict' (others are refused)"),
  /** Where pins are kept. */
  LOCK_FILE(
      "nl.lockFile",
      Kind.TEXT,
      "",
      "The file that keeps pinned questions; empty: nl.lock in the user's state folder"),
  /** What a team calls things. */
  GLOSSARY(
      "nl.glossary",
      Kind.TEXT,
      "",
      "The file that says what a team calls things; empty: nl.yaml beside the lock file, if there is"
          + " one; 'none': no file, and usual words such as 'revenue' are not explained either"),
  /** Tables that may be read. */
  TABLES(
      "nl.tables",
      Kind.TEXT,
      "",
      "Tables and views that questions may read: patterns such as 'sales.*' or 'customer?', with"
          + " commas between; empty: all"),
  /** Tables that may not be read. */
  EXCLUDE(
      "nl.exclude",
      Kind.TEXT,
      "",
      "Tables and views that questions may not read, as patterns such as '*_audit'; wins over"
          + " nl.tables"),
  /** Most rows of an answer. */
  MAX_ROWS(
      "nl.maxRows",
      0,
      Integer.MAX_VALUE,
      "0",
      "Most rows that a question returns; a warning says where rows were cut off; 0: no limit"),
  /** Most expensive plan. */
  MAX_COST(
      "nl.maxCost",
      0,
      Integer.MAX_VALUE,
      "0",
      "Highest cost by the database's own estimate at which SQL is run; 0: no limit"),
  /** Most joins. */
  MAX_JOINS("nl.maxJoins", 0, 1000, "0", "Most joins in the SQL of a question; 0: no limit"),
  /** Deepest nesting. */
  MAX_NESTING(
      "nl.maxNesting", 0, 40, "0", "How deep the SQL of a question may nest queries; 0: no limit"),
  /** Permission to write. */
  WRITES(
      "nl.writes",
      List.of("off", "confirm", "on"),
      "off",
      "Whether questions may change rows by executeUpdate and execute: 'off', 'confirm' (shown with"
          + " the number of rows, and run by NL CONFIRM), or 'on'"),
  /** Most rows that a question changes. */
  MAX_AFFECTED_ROWS(
      "nl.maxAffectedRows",
      1,
      Integer.MAX_VALUE,
      "100",
      "Most rows that a question may change where nl.writes lets it; what would be more is undone"),
  /** SQL as a warning. */
  WARN_SQL(
      "nl.warnSql",
      Kind.BOOLEAN,
      "true",
      "Whether the generated SQL is an SQLWarning of the statement"),
  /** Id in the SQL. */
  SQL_COMMENT(
      "nl.sqlComment",
      Kind.BOOLEAN,
      "true",
      "Whether the SQL that runs ends with the comment /* nl:id */, by which the database's log"
          + " tells the question"),
  /** Least confidence. */
  MIN_CONFIDENCE(
      "nl.minConfidence",
      0,
      100,
      "0",
      "Confidence, in percent, below which SQL is not run but told in an error; 0: all is run"),
  /** Questions with several meanings. */
  AMBIGUITY(
      "nl.ambiguity",
      List.of("off", "tell", "ask"),
      "tell",
      "What is done where a question may be read in several ways: 'tell' (the likeliest runs, and"
          + " warnings show the others), 'ask' (all are returned as rows, and none runs), or 'off'"),
  /** The day that questions count from. */
  TODAY(
      "nl.today",
      ValueForm.dayOr(List.of("auto", "off")),
      "auto",
      "The day that 'last month' and the like count from: 'auto' (today by the database's clock), a"
          + " day as 2026-11-28, or 'off' (such words stay as they are)"),
  /** Deadline of a translation. */
  TIMEOUT(
      "nl.timeout",
      0,
      86_400,
      "0",
      "Seconds that a statement's questions may take until their SQL is found; 0: no limit but the"
          + " query timeout"),
  /** Casts to the real driver's interfaces. */
  VENDOR_INTERFACES(
      "nl.vendorInterfaces",
      Kind.BOOLEAN,
      "false",
      "Whether connections and statements can be cast to the real driver's interfaces; unwrap works"
          + " in any case"),
  /** Longest question. */
  QUESTION_MAX_LENGTH(
      "nl.questionMaxLength",
      1,
      1_000_000,
      "4000",
      "Most characters (Unicode code points) of a question");

  /** What sort of value a setting takes. */
  public enum Kind {
    /** Any text. */
    TEXT,
    /** Any text, which is shown nowhere. */
    SECRET,
    /** A whole number within a range. */
    INTEGER,
    /** {@code true} or {@code false}. */
    BOOLEAN,
    /** A day as in ISO 8601, or one of a few words. */
    DAY,
    /** One of a few words. */
    CHOICE
  }

  /** Value of {@link #PREFIX_CACHE}: in the user's cache folder. */
  public static final String ON_DISK = "disk";

  /** Value of {@link #DIALECT}: that of the connection. */
  public static final String OWN = "own";

  /** Value of {@link #SEMANTIC_CACHE}: all that is remembered counts. */
  public static final String ON = "on";

  /** Value of {@link #AMBIGUITY}: a question of several meanings is asked back. */
  public static final String ASK = "ask";

  /** Value of {@link #WRITES}, {@link #AMBIGUITY} and {@link #SEMANTIC_CACHE}. */
  public static final String OFF = "off";

  /** Value of {@link #WRITES}: what a question would write is shown first. */
  public static final String CONFIRM = "confirm";

  /** What the names of all settings begin with. */
  public static final String PREFIX = "nl.";

  private final String key;
  private final ValueForm form;
  private final String defaultValue;
  private final String description;

  Setting(String key, Kind kind, String defaultValue, String description) {
    this(key, ValueForm.of(kind), defaultValue, description);
  }

  Setting(String key, List<String> choices, String defaultValue, String description) {
    this(key, ValueForm.oneOf(choices), defaultValue, description);
  }

  Setting(String key, int min, int max, String defaultValue, String description) {
    this(key, ValueForm.between(min, max), defaultValue, description);
  }

  Setting(String key, ValueForm form, String defaultValue, String description) {
    this.key = key;
    this.form = form;
    this.defaultValue = defaultValue;
    this.description = description;
  }

  /** The name, such as {@code nl.model}. */
  public String key() {
    return key;
  }

  /** What sort of value it takes. */
  public Kind kind() {
    return form.kind();
  }

  /** The value that holds when none is given; it is valid. */
  public String defaultValue() {
    return defaultValue;
  }

  /** What it does, in one sentence. */
  public String description() {
    return description;
  }

  /** The values to choose from, or an empty list where there are too many to list. */
  public List<String> choices() {
    return form.choices();
  }

  /** Whether a name, in any case, is one of ours and so never the real driver's business. */
  static boolean isOurs(String name) {
    return name.regionMatches(true, 0, PREFIX, 0, PREFIX.length());
  }

  /** The setting of that name in any case, or null. */
  static @Nullable Setting named(String name) {
    for (Setting setting : values()) {
      if (setting.key.equalsIgnoreCase(name)) {
        return setting;
      }
    }
    return null;
  }

  /** Which values are valid. */
  ValueForm form() {
    return form;
  }
}
