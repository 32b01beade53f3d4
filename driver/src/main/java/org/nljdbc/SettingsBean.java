package org.nljdbc;

import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.nljdbc.settings.Setting;

/**
 * The settings of a data source as bean properties, as pools, naming services and frameworks set
 * them: {@code nl.maxTokens} is the property {@code maxTokens}, {@code nl.runtime.key} is {@code
 * runtimeKey}. A test fails if a setting has none. Values are checked when connecting.
 */
abstract class SettingsBean implements Serializable {

  private static final long serialVersionUID = 1;

  /** Values by key; what is not set has its default. */
  private final TreeMap<String, String> values = new TreeMap<>();

  /** The settings that have been set, by key. */
  final Map<String, String> settings() {
    return values;
  }

  final void set(Setting setting, @Nullable String value) {
    if (value == null) {
      values.remove(setting.key());
    } else {
      values.put(setting.key(), value);
    }
  }

  private String get(Setting setting) {
    return values.getOrDefault(setting.key(), setting.defaultValue());
  }

  private int getInt(Setting setting) {
    return Integer.parseInt(get(setting));
  }

  private boolean getBoolean(Setting setting) {
    return Boolean.parseBoolean(get(setting));
  }

  /** {@code nl.driver}. */
  public String getDriver() {
    return get(Setting.DRIVER);
  }

  /** Sets {@code nl.driver}. */
  public void setDriver(@Nullable String value) {
    set(Setting.DRIVER, value);
  }

  /** {@code nl.model}. */
  public String getModel() {
    return get(Setting.MODEL);
  }

  /** Sets {@code nl.model}. */
  public void setModel(@Nullable String value) {
    set(Setting.MODEL, value);
  }

  /** {@code nl.adapter}. */
  public String getAdapter() {
    return get(Setting.ADAPTER);
  }

  /** Sets {@code nl.adapter}. */
  public void setAdapter(@Nullable String value) {
    set(Setting.ADAPTER, value);
  }

  /** {@code nl.device}. */
  public String getDevice() {
    return get(Setting.DEVICE);
  }

  /** Sets {@code nl.device}. */
  public void setDevice(@Nullable String value) {
    set(Setting.DEVICE, value);
  }

  /** {@code nl.threads}. */
  public int getThreads() {
    return getInt(Setting.THREADS);
  }

  /** Sets {@code nl.threads}. */
  public void setThreads(int value) {
    set(Setting.THREADS, Integer.toString(value));
  }

  /** {@code nl.contextTokens}. */
  public int getContextTokens() {
    return getInt(Setting.CONTEXT_TOKENS);
  }

  /** Sets {@code nl.contextTokens}. */
  public void setContextTokens(int value) {
    set(Setting.CONTEXT_TOKENS, Integer.toString(value));
  }

  /** {@code nl.intent}. */
  public boolean isIntent() {
    return getBoolean(Setting.INTENT);
  }

  /** Sets {@code nl.intent}. */
  public void setIntent(boolean value) {
    set(Setting.INTENT, Boolean.toString(value));
  }

  /** {@code nl.conversation}. */
  public boolean isConversation() {
    return getBoolean(Setting.CONVERSATION);
  }

  /** Sets {@code nl.conversation}. */
  public void setConversation(boolean value) {
    set(Setting.CONVERSATION, Boolean.toString(value));
  }

  /** {@code nl.nested}. */
  public boolean isNested() {
    return getBoolean(Setting.NESTED);
  }

  /** Sets {@code nl.nested}. */
  public void setNested(boolean value) {
    set(Setting.NESTED, Boolean.toString(value));
  }

  /** {@code nl.maxTokens}. */
  public int getMaxTokens() {
    return getInt(Setting.MAX_TOKENS);
  }

  /** Sets {@code nl.maxTokens}. */
  public void setMaxTokens(int value) {
    set(Setting.MAX_TOKENS, Integer.toString(value));
  }

  /** {@code nl.tries}. */
  public int getTries() {
    return getInt(Setting.TRIES);
  }

  /** Sets {@code nl.tries}. */
  public void setTries(int value) {
    set(Setting.TRIES, Integer.toString(value));
  }

  /** {@code nl.candidates}. */
  public int getCandidates() {
    return getInt(Setting.CANDIDATES);
  }

  /** Sets {@code nl.candidates}. */
  public void setCandidates(int value) {
    set(Setting.CANDIDATES, Integer.toString(value));
  }

  /** {@code nl.constrain}. */
  public boolean isConstrain() {
    return getBoolean(Setting.CONSTRAIN);
  }

  /** Sets {@code nl.constrain}. */
  public void setConstrain(boolean value) {
    set(Setting.CONSTRAIN, Boolean.toString(value));
  }

  /** {@code nl.prefixCache}. */
  public String getPrefixCache() {
    return get(Setting.PREFIX_CACHE);
  }

  /** Sets {@code nl.prefixCache}. */
  public void setPrefixCache(@Nullable String value) {
    set(Setting.PREFIX_CACHE, value);
  }

  /** {@code nl.samples}. */
  public int getSamples() {
    return getInt(Setting.SAMPLES);
  }

  /** Sets {@code nl.samples}. */
  public void setSamples(int value) {
    set(Setting.SAMPLES, Integer.toString(value));
  }

  /** {@code nl.values}. */
  public int getValues() {
    return getInt(Setting.VALUES);
  }

  /** Sets {@code nl.values}. */
  public void setValues(int value) {
    set(Setting.VALUES, Integer.toString(value));
  }

  /** {@code nl.schemaMaxAge}. */
  public int getSchemaMaxAge() {
    return getInt(Setting.SCHEMA_MAX_AGE);
  }

  /** Sets {@code nl.schemaMaxAge}. */
  public void setSchemaMaxAge(int value) {
    set(Setting.SCHEMA_MAX_AGE, Integer.toString(value));
  }

  /** {@code nl.promptTokens}. */
  public int getPromptTokens() {
    return getInt(Setting.PROMPT_TOKENS);
  }

  /** Sets {@code nl.promptTokens}. */
  public void setPromptTokens(int value) {
    set(Setting.PROMPT_TOKENS, Integer.toString(value));
  }

  /** {@code nl.warnSql}. */
  public boolean isWarnSql() {
    return getBoolean(Setting.WARN_SQL);
  }

  /** Sets {@code nl.warnSql}. */
  public void setWarnSql(boolean value) {
    set(Setting.WARN_SQL, Boolean.toString(value));
  }

  /** {@code nl.minConfidence}. */
  public int getMinConfidence() {
    return getInt(Setting.MIN_CONFIDENCE);
  }

  /** Sets {@code nl.minConfidence}. */
  public void setMinConfidence(int value) {
    set(Setting.MIN_CONFIDENCE, Integer.toString(value));
  }

  /** {@code nl.timeout}. */
  public int getTimeout() {
    return getInt(Setting.TIMEOUT);
  }

  /** Sets {@code nl.timeout}. */
  public void setTimeout(int value) {
    set(Setting.TIMEOUT, Integer.toString(value));
  }

  /** {@code nl.vendorInterfaces}. */
  public boolean isVendorInterfaces() {
    return getBoolean(Setting.VENDOR_INTERFACES);
  }

  /** Sets {@code nl.vendorInterfaces}. */
  public void setVendorInterfaces(boolean value) {
    set(Setting.VENDOR_INTERFACES, Boolean.toString(value));
  }

  /** {@code nl.questionMaxLength}. */
  public int getQuestionMaxLength() {
    return getInt(Setting.QUESTION_MAX_LENGTH);
  }

  /** Sets {@code nl.questionMaxLength}. */
  public void setQuestionMaxLength(int value) {
    set(Setting.QUESTION_MAX_LENGTH, Integer.toString(value));
  }

  /** {@code nl.runtime}. */
  public String getRuntime() {
    return get(Setting.RUNTIME);
  }

  /** Sets {@code nl.runtime}. */
  public void setRuntime(@Nullable String value) {
    set(Setting.RUNTIME, value);
  }

  /** {@code nl.runtime.key}. */
  public String getRuntimeKey() {
    return get(Setting.RUNTIME_KEY);
  }

  /** Sets {@code nl.runtime.key}. */
  public void setRuntimeKey(@Nullable String value) {
    set(Setting.RUNTIME_KEY, value);
  }

  /** {@code nl.runtime.cleartext}. */
  public boolean isRuntimeCleartext() {
    return getBoolean(Setting.RUNTIME_CLEARTEXT);
  }

  /** Sets {@code nl.runtime.cleartext}. */
  public void setRuntimeCleartext(boolean value) {
    set(Setting.RUNTIME_CLEARTEXT, Boolean.toString(value));
  }

  /** {@code nl.runtime.idle}. */
  public int getRuntimeIdle() {
    return getInt(Setting.RUNTIME_IDLE);
  }

  /** Sets {@code nl.runtime.idle}. */
  public void setRuntimeIdle(int value) {
    set(Setting.RUNTIME_IDLE, Integer.toString(value));
  }

  /** {@code nl.runtime.home}. */
  public String getRuntimeHome() {
    return get(Setting.RUNTIME_HOME);
  }

  /** Sets {@code nl.runtime.home}. */
  public void setRuntimeHome(@Nullable String value) {
    set(Setting.RUNTIME_HOME, value);
  }

  /** {@code nl.lock}. */
  public String getLock() {
    return get(Setting.LOCK);
  }

  /** Sets {@code nl.lock}. */
  public void setLock(@Nullable String value) {
    set(Setting.LOCK, value);
  }

  /** {@code nl.lockFile}. */
  public String getLockFile() {
    return get(Setting.LOCK_FILE);
  }

  /** Sets {@code nl.lockFile}. */
  public void setLockFile(@Nullable String value) {
    set(Setting.LOCK_FILE, value);
  }

  /** {@code nl.semanticCache}. */
  public String getSemanticCache() {
    return get(Setting.SEMANTIC_CACHE);
  }

  /** Sets {@code nl.semanticCache}. */
  public void setSemanticCache(@Nullable String value) {
    set(Setting.SEMANTIC_CACHE, value);
  }

  /** {@code nl.dialect}. */
  public String getDialect() {
    return get(Setting.DIALECT);
  }

  /** Sets {@code nl.dialect}. */
  public void setDialect(@Nullable String value) {
    set(Setting.DIALECT, value);
  }

  /** {@code nl.examples}. */
  public String getExamples() {
    return get(Setting.EXAMPLES);
  }

  /** Sets {@code nl.examples}. */
  public void setExamples(@Nullable String value) {
    set(Setting.EXAMPLES, value);
  }

  /** {@code nl.glossary}. */
  public String getGlossary() {
    return get(Setting.GLOSSARY);
  }

  /** Sets {@code nl.glossary}. */
  public void setGlossary(@Nullable String value) {
    set(Setting.GLOSSARY, value);
  }

  /** {@code nl.tables}. */
  public String getTables() {
    return get(Setting.TABLES);
  }

  /** Sets {@code nl.tables}. */
  public void setTables(@Nullable String value) {
    set(Setting.TABLES, value);
  }

  /** {@code nl.exclude}. */
  public String getExclude() {
    return get(Setting.EXCLUDE);
  }

  /** Sets {@code nl.exclude}. */
  public void setExclude(@Nullable String value) {
    set(Setting.EXCLUDE, value);
  }

  /** {@code nl.maxRows}. */
  public int getMaxRows() {
    return getInt(Setting.MAX_ROWS);
  }

  /** Sets {@code nl.maxRows}. */
  public void setMaxRows(int value) {
    set(Setting.MAX_ROWS, Integer.toString(value));
  }

  /** {@code nl.maxCost}. */
  public int getMaxCost() {
    return getInt(Setting.MAX_COST);
  }

  /** Sets {@code nl.maxCost}. */
  public void setMaxCost(int value) {
    set(Setting.MAX_COST, Integer.toString(value));
  }

  /** {@code nl.maxJoins}. */
  public int getMaxJoins() {
    return getInt(Setting.MAX_JOINS);
  }

  /** Sets {@code nl.maxJoins}. */
  public void setMaxJoins(int value) {
    set(Setting.MAX_JOINS, Integer.toString(value));
  }

  /** {@code nl.maxNesting}. */
  public int getMaxNesting() {
    return getInt(Setting.MAX_NESTING);
  }

  /** Sets {@code nl.maxNesting}. */
  public void setMaxNesting(int value) {
    set(Setting.MAX_NESTING, Integer.toString(value));
  }

  /** {@code nl.writes}. */
  public String getWrites() {
    return get(Setting.WRITES);
  }

  /** Sets {@code nl.writes}. */
  public void setWrites(@Nullable String value) {
    set(Setting.WRITES, value);
  }

  /** {@code nl.maxAffectedRows}. */
  public int getMaxAffectedRows() {
    return getInt(Setting.MAX_AFFECTED_ROWS);
  }

  /** Sets {@code nl.maxAffectedRows}. */
  public void setMaxAffectedRows(int value) {
    set(Setting.MAX_AFFECTED_ROWS, Integer.toString(value));
  }

  /** {@code nl.ambiguity}. */
  public String getAmbiguity() {
    return get(Setting.AMBIGUITY);
  }

  /** Sets {@code nl.ambiguity}. */
  public void setAmbiguity(@Nullable String value) {
    set(Setting.AMBIGUITY, value);
  }

  /** {@code nl.today}. */
  public String getToday() {
    return get(Setting.TODAY);
  }

  /** Sets {@code nl.today}. */
  public void setToday(@Nullable String value) {
    set(Setting.TODAY, value);
  }

  /** {@code nl.sqlComment}. */
  public boolean isSqlComment() {
    return getBoolean(Setting.SQL_COMMENT);
  }

  /** Sets {@code nl.sqlComment}. */
  public void setSqlComment(boolean value) {
    set(Setting.SQL_COMMENT, Boolean.toString(value));
  }
}
