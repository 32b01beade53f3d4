package org.nljdbc.it.script;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A scripted model that the driver can find by name, as {@code nl.model=script:NAME}, until closed.
 * The registry behind it is what connects a test to the provider, which only the service loader
 * makes.
 */
public final class Script implements AutoCloseable {

  static final String PREFIX = "script:";
  private static final Map<String, ScriptedModel> MODELS = new ConcurrentHashMap<>();
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final String name = PREFIX + COUNT.incrementAndGet();
  private final ScriptedModel model;

  private Script(String promptProfile) {
    model = new ScriptedModel(name, promptProfile);
    MODELS.put(name, model);
  }

  /** A model that is made to begin its answer with SELECT. */
  public static Script direct() {
    return new Script("direct");
  }

  /** A model that thinks first, and so may answer with any statement and any words around it. */
  public static Script thinking() {
    return new Script("arctic-r1");
  }

  /** The model, to write answers into and to look at afterwards. */
  public ScriptedModel model() {
    return model;
  }

  /** The setting that chooses this model. */
  public Map<String, String> settings() {
    return Map.of("nl.model", name);
  }

  static @Nullable ScriptedModel find(String name) {
    return MODELS.get(name);
  }

  @Override
  public void close() {
    MODELS.remove(name);
  }
}
