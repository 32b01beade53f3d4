package org.nljdbc.translate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.nljdbc.glossary.BoundGlossary;
import org.nljdbc.glossary.GlossaryFile;
import org.nljdbc.memory.LockFile;
import org.nljdbc.memory.RejectedAnswers;
import org.nljdbc.prompt.OpeningMemory;
import org.nljdbc.schema.Schema;
import org.nljdbc.schema.SchemaCache;
import org.nljdbc.schema.UniqueIndexes;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.ModelOptions;
import org.nljdbc.spi.Progress;
import org.nljdbc.values.ValueStore;

/**
 * What all connections of this process share: models, schemas, translations. The one place where
 * anything lives longer than a connection.
 */
public final class Registry implements AutoCloseable {

  private static final Duration MODEL_IDLE = Duration.ofMinutes(5);
  private static final int MOST_TRANSLATIONS = 2_000;
  private static final int MOST_CONVERSATIONS = 200;
  private static final int MOST_GLOSSARIES = 64;

  private static final Registry SHARED = new Registry(new Models(Providers::find, MODEL_IDLE));

  private final Models models;
  private final Map<String, LockFile> lockFiles = new ConcurrentHashMap<>();
  private final Map<String, GlossaryFile> glossaryFiles = new ConcurrentHashMap<>();
  private final Cache<Grounding.BindKey, BoundGlossary> glossaries =
      Caffeine.newBuilder().maximumSize(MOST_GLOSSARIES).build();
  private final Cache<String, Schema> keyed =
      Caffeine.newBuilder().maximumSize(MOST_GLOSSARIES).build();
  private final Cache<Pins.CheckKey, String> pinChecks =
      Caffeine.newBuilder().maximumSize(MOST_TRANSLATIONS).build();
  private final SchemaCache schemas = new SchemaCache();
  private final UniqueIndexes uniqueIndexes = new UniqueIndexes();
  private final ValueStore values = new ValueStore();
  private final AtomicReference<RejectedAnswers> rejectedHere =
      new AtomicReference<>(RejectedAnswers.NONE);
  private final Tally tally = new Tally();
  private final ReadAheadQueue readAheads = new ReadAheadQueue();
  private final OpeningMemory openings = new OpeningMemory();
  private final Cache<RecallKey, Translation> translations =
      Caffeine.newBuilder().maximumSize(MOST_TRANSLATIONS).build();
  private final Cache<SameMeaning.Key, RecallKey> meanings =
      Caffeine.newBuilder().maximumSize(MOST_TRANSLATIONS).build();
  private volatile SharedAnswers sharedAnswers = SharedAnswers.NONE;
  private final Cache<String, Conversation> conversations =
      Caffeine.newBuilder().maximumSize(MOST_CONVERSATIONS).build();

  /**
   * Makes a registry of its own, as tests do.
   *
   * @param models its models; closed with it
   */
  public Registry(Models models) {
    this.models = models;
  }

  /** The registry of this process. */
  public static Registry shared() {
    return SHARED;
  }

  /**
   * Puts another model in the place of one, as {@link Models#switchTo} does. What is remembered of
   * questions stays right, since the model's fingerprint is part of it.
   *
   * @param from the model's options in the settings of the connections that use it
   * @param to the new model; {@code from} itself undoes earlier switches, or reads its files again
   * @param progress told how far loading is
   * @throws SQLException 58000, 0A000 or 53200 if the new model cannot be loaded; the old one stays
   *     then. 57014 if this thread is interrupted before the switch
   */
  public void switchModel(ModelOptions from, ModelOptions to, Progress progress)
      throws SQLException {
    try {
      models.switchTo(from, to, progress);
    } catch (LanguageModelException e) {
      throw ModelErrors.toSql(e);
    }
  }

  /**
   * Takes a share of a model, for programs that ask it themselves.
   *
   * @param options which model, and how to run it
   * @return the share, to be closed; loads nothing yet
   */
  public Models.Lease lease(ModelOptions options) {
    return models.lease(options);
  }

  /** Tokens of the prompts that the models of all connections were given so far. */
  public PromptTokens promptTokens() {
    return models.promptTokens();
  }

  /**
   * Has questions look for answers of other processes too, and tell them their own.
   *
   * @param answers where; takes the place of what was there before
   */
  public synchronized void share(SharedAnswers answers) {
    sharedAnswers = answers;
  }

  /**
   * Ends that, unless another one has taken its place.
   *
   * @param answers what {@link #share} was given
   */
  @SuppressWarnings("ReferenceEquality") // this very one
  public synchronized void unshare(SharedAnswers answers) {
    if (sharedAnswers == answers) {
      sharedAnswers = SharedAnswers.NONE;
    }
  }

  SharedAnswers sharedAnswers() {
    return sharedAnswers;
  }

  /** The unique indexes of the tables of schemas that were read. */
  UniqueIndexes uniqueIndexes() {
    return uniqueIndexes;
  }

  /** Forgets an answer that turned out to be wrong, here and elsewhere. */
  void forget(RecallKey key) {
    translations.invalidate(key);
    sharedAnswers().forget(key.digest());
  }

  Models models() {
    return models;
  }

  ReadAheadQueue readAheads() {
    return readAheads;
  }

  OpeningMemory openings() {
    return openings;
  }

  Tally tally() {
    return tally;
  }

  SchemaCache schemas() {
    return schemas;
  }

  ValueStore values() {
    return values;
  }

  Cache<RecallKey, Translation> translations() {
    return translations;
  }

  /** What a remembered translation is found by where the same is asked in other words. */
  Cache<SameMeaning.Key, RecallKey> meanings() {
    return meanings;
  }

  /** Rejected answers that stand in no file. */
  AtomicReference<RejectedAnswers> rejectedHere() {
    return rejectedHere;
  }

  /** The lock file of a setting, which all connections with that setting share. */
  LockFile lockFile(String setting) {
    return lockFiles.computeIfAbsent(setting, LockFile::of);
  }

  /** The glossary of a setting, beside the lock file of another. */
  GlossaryFile glossaryFile(String setting, String lockFile) {
    return glossaryFiles.computeIfAbsent(
        setting + "\n" + lockFile, any -> GlossaryFile.of(setting, lockFile(lockFile).path()));
  }

  /** Glossaries that fit a schema. */
  Cache<Grounding.BindKey, BoundGlossary> glossaries() {
    return glossaries;
  }

  /** Schemas with their likely keys, by the fingerprint that they have without. */
  Cache<String, Schema> keyed() {
    return keyed;
  }

  /** What checks of pinned SQL found wrong; an empty text where nothing is. */
  Cache<Pins.CheckKey, String> pinChecks() {
    return pinChecks;
  }

  /** Conversations by the id of the translation that they led to. */
  Cache<String, Conversation> conversations() {
    return conversations;
  }

  /**
   * Frees what is loaded and forgets what is remembered; no thread is left. Whoever asks afterwards
   * begins anew.
   */
  public void release() {
    readAheads.stop();
    openings.clear();
    translations.invalidateAll();
    meanings.invalidateAll();
    conversations.invalidateAll();
    rejectedHere.set(RejectedAnswers.NONE);
    pinChecks.invalidateAll();
    glossaries.invalidateAll();
    keyed.invalidateAll();
    schemas.clear();
    values.clear();
    models.freeAll();
  }

  /** Frees everything for good. Idempotent. */
  @Override
  public void close() {
    release();
    models.close();
  }
}
