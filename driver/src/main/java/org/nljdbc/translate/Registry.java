package org.nljdbc.translate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.sql.SQLException;
import java.time.Duration;
import org.nljdbc.schema.SchemaCache;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.ModelOptions;
import org.nljdbc.spi.Progress;

/**
 * What all connections of this process share: models, schemas, translations. The one place where
 * anything lives longer than a connection.
 */
public final class Registry implements AutoCloseable {

  private static final Duration MODEL_IDLE = Duration.ofMinutes(5);
  private static final int MOST_TRANSLATIONS = 2_000;
  private static final int MOST_CONVERSATIONS = 200;

  private static final Registry SHARED = new Registry(new Models(Providers::find, MODEL_IDLE));

  private final Models models;
  private final SchemaCache schemas = new SchemaCache();
  private final Tally tally = new Tally();
  private final Cache<RecallKey, Translation> translations =
      Caffeine.newBuilder().maximumSize(MOST_TRANSLATIONS).build();
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

  Models models() {
    return models;
  }

  Tally tally() {
    return tally;
  }

  SchemaCache schemas() {
    return schemas;
  }

  Cache<RecallKey, Translation> translations() {
    return translations;
  }

  /** Conversations by the id of the translation that they led to. */
  Cache<String, Conversation> conversations() {
    return conversations;
  }

  /** Frees everything. Idempotent. */
  @Override
  public void close() {
    translations.invalidateAll();
    conversations.invalidateAll();
    schemas.clear();
    models.close();
  }
}
