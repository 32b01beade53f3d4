package org.nljdbc.runtime.server.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nljdbc.runtime.config.Fields;
import org.nljdbc.runtime.config.InvalidFieldException;

/**
 * What servers share that callers reach by one address.
 *
 * @param redis where they share answers: {@code redis://} or, with TLS, {@code rediss://}, with
 *     user, password and number of the database as wanted; never shown. Null if they share none
 * @param keep how long an answer is kept there, at least an hour
 * @param slow what takes longer there counts as slow, so that it is left alone for a while; 1 to
 *     500 milliseconds
 * @param key by which they seal cursors, 32 characters at least; never shown. Null for one that
 *     each server makes for itself
 */
public record ClusterConfig(
    @Nullable URI redis, Duration keep, Duration slow, @Nullable String key) {

  private static final List<String> SCHEMES = List.of("redis", "rediss");
  private static final int USUAL_HOURS = 30 * 24;
  private static final int MOST_HOURS = 365 * 24;
  private static final int SHORTEST_KEY = 32;

  /** In milliseconds. Within a data centre an answer takes one or two; none takes 500. */
  private static final int USUAL_SLOW = 100;

  private static final int MOST_SLOW = 500;

  /** A server that shares nothing. */
  public static final ClusterConfig NONE =
      new ClusterConfig(null, Duration.ofHours(USUAL_HOURS), Duration.ofMillis(USUAL_SLOW), null);

  static ClusterConfig read(Fields fields) {
    String redis = fields.optionalText("redis");
    String key = fields.optionalText("key");
    if (key != null && key.length() < SHORTEST_KEY) {
      throw new InvalidFieldException(
          fields.at("key"), "must have " + SHORTEST_KEY + " characters or more");
    }
    ClusterConfig config =
        new ClusterConfig(
            redis == null ? null : uri(fields.at("redis"), redis),
            Duration.ofHours(fields.integer("hours", USUAL_HOURS, 1, MOST_HOURS)),
            Duration.ofMillis(fields.integer("slowMillis", USUAL_SLOW, 1, MOST_SLOW)),
            key);
    fields.done();
    return config;
  }

  private static URI uri(String field, String text) {
    URI uri;
    try {
      uri = URI.create(text);
    } catch (IllegalArgumentException e) {
      uri = URI.create(""); // the exception would show a password
    }
    boolean known = uri.getScheme() != null && SCHEMES.contains(uri.getScheme());
    if (!known || uri.getHost() == null) {
      throw new InvalidFieldException(
          field,
          "must be redis://host:port/number, or rediss:// for TLS, with user:password@ if needed");
    }
    return uri;
  }

  /** Without user, password and key. */
  @Override
  public String toString() {
    return "cluster" + (redis == null ? "" : " with answers at " + redis.getHost());
  }
}
