package org.nljdbc.translate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.LanguageModelException.Kind;
import org.nljdbc.spi.ModelOptions;

/**
 * Which model stands for which options, and how many hold it. Keeps the books only: whoever is told
 * that nobody holds a model any longer frees it. Safe for use by many threads.
 */
final class ModelPlaces {

  private final Function<ModelOptions, SharedModel> maker;
  private final Map<ModelOptions, Place> places = new HashMap<>();
  private final Map<ModelOptions, SharedModel> models = new HashMap<>();
  private long clearances;
  private boolean closed;

  /** What stands for the options that users ask with: at first the model of just these. */
  static final class Place {
    private final ModelOptions asked;
    private ModelOptions actual;
    private @Nullable SharedModel model;
    private int users;
    private long generation;

    private Place(ModelOptions asked) {
      this.asked = asked;
      this.actual = asked;
    }
  }

  /** What one user has of a place until it is given back. */
  static final class Share {
    private final Place place;
    private boolean released;

    private Share(Place place) {
      this.place = place;
    }
  }

  /**
   * A place as a user left it, or a switch.
   *
   * @param place the place
   * @param generation tells whether somebody has come since
   * @param used whether others use it
   * @param holds whether it has a model that may be worth keeping
   */
  record Left(Place place, long generation, boolean used, boolean holds) {}

  /**
   * What a switch has changed.
   *
   * @param place the place that was switched
   * @param unused models that nobody holds any longer
   */
  record Switched(Place place, List<SharedModel> unused) {
    Switched {
      unused = List.copyOf(unused);
    }
  }

  /**
   * Begins without a model.
   *
   * @param maker makes the model of some options, not loaded yet
   */
  ModelPlaces(Function<ModelOptions, SharedModel> maker) {
    this.maker = maker;
  }

  /** Takes a share of the place that stands for some options. */
  synchronized Share share(ModelOptions options) {
    Place place = places.computeIfAbsent(options, Place::new);
    place.users++;
    place.generation++;
    return new Share(place);
  }

  /** Gives a share back; returns what is left, or null if it was given back before. */
  synchronized @Nullable Left release(Share share) {
    if (share.released) {
      return null;
    }
    share.released = true;
    share.place.users--;
    return leave(share.place);
  }

  /** Looks at a place after a switch, which leaves it as a user does. */
  synchronized Left leave(Place place) {
    boolean holds = place.model != null && !closed;
    return new Left(place, ++place.generation, place.users > 0, holds);
  }

  /**
   * Begins a question on the model of a share.
   *
   * @throws LanguageModelException FAILED if the share has been given back, or all is closed
   */
  synchronized SharedModel begin(Share share) throws LanguageModelException {
    if (share.released || closed) {
      throw new LanguageModelException(
          Kind.FAILED, "The connection or the driver has been closed.");
    }
    Place place = share.place;
    SharedModel model = place.model;
    if (model == null) {
      model = models.computeIfAbsent(place.actual, maker);
      model.holders++;
      place.model = model;
    }
    model.begin();
    return model;
  }

  /** The model of a share, or null as long as nobody has asked it. */
  synchronized @Nullable SharedModel model(Share share) {
    return share.place.model;
  }

  /** The options of the model that a share stands for. */
  synchronized ModelOptions options(Share share) {
    return share.place.actual;
  }

  /** The model of a share as a use if it is loaded and reads ahead, to be closed; else null. */
  synchronized @Nullable ModelUse useLoadedAhead(Share share) {
    SharedModel model = share.released || closed ? null : share.place.model;
    return model == null || !model.readsAhead() ? null : model.useLoaded();
  }

  /** How often all models were freed. */
  synchronized long clearances() {
    return clearances;
  }

  /**
   * The model to switch to, held and begun.
   *
   * @param from the options that users of the model ask with
   * @param to those of the new one
   * @throws LanguageModelException CANCELLED if all is closed
   */
  synchronized SharedModel begin(ModelOptions from, ModelOptions to) throws LanguageModelException {
    checkOpen();
    Place place = places.get(from);
    boolean again = to.equals(place == null ? from : place.actual);
    SharedModel known = again ? null : models.get(to);
    SharedModel next = known == null ? maker.apply(to) : known;
    models.putIfAbsent(to, next);
    next.holders++;
    next.begin();
    return next;
  }

  /**
   * Puts a loaded model into its place.
   *
   * @param from the options that users of the model ask with
   * @param next the model
   * @param before how often all models had been freed when the switch began
   * @return what has changed
   * @throws LanguageModelException CANCELLED if all models were freed since, or all is closed
   */
  synchronized Switched put(ModelOptions from, SharedModel next, long before)
      throws LanguageModelException {
    checkOpen();
    if (clearances != before) {
      throw new LanguageModelException(Kind.CANCELLED, "All models were freed meanwhile.");
    }
    Place place = places.computeIfAbsent(from, Place::new);
    place.actual = next.options();
    models.put(next.options(), next);
    List<SharedModel> unused = new ArrayList<>();
    for (Place each : List.copyOf(places.values())) {
      SharedModel old = each.model;
      boolean same = each.actual.equals(next.options()) && old != null;
      if (old != next && (each == place || same)) {
        each.model = next;
        next.holders++;
        if (old != null && --old.holders == 0) {
          models.remove(old.options(), old);
          unused.add(old);
        }
      }
    }
    return new Switched(place, unused);
  }

  private void checkOpen() throws LanguageModelException {
    if (closed) {
      throw new LanguageModelException(Kind.CANCELLED, "The driver has been closed.");
    }
  }

  /** Takes a place's model out of it if nobody has come since; returns what is to be freed. */
  synchronized @Nullable SharedModel empty(Left left) {
    Place place = left.place();
    if (place.users > 0 || place.generation != left.generation()) {
      return null;
    }
    SharedModel model = place.model;
    place.model = null;
    if (place.actual.equals(place.asked)) {
      places.remove(place.asked, place);
    }
    return model != null && letGo(model) ? model : null;
  }

  /** One holder fewer; true if it was the last, so that the model is to be freed. */
  synchronized boolean letGo(SharedModel model) {
    if (--model.holders > 0) {
      return false;
    }
    models.remove(model.options(), model);
    return true;
  }

  /**
   * Takes all models out of their places. Shares stay valid: whoever asks next begins anew.
   *
   * @return what is to be freed
   */
  synchronized List<SharedModel> clear() {
    clearances++;
    List<SharedModel> all = List.copyOf(models.values());
    models.clear();
    places.values().forEach(place -> place.model = null);
    places.values().removeIf(place -> place.users == 0);
    return all;
  }

  /** From now on nothing begins. Idempotent. */
  synchronized void close() {
    closed = true;
  }
}
