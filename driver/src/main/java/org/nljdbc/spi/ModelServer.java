package org.nljdbc.spi;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * A server that runs models, and how to be let in. Text of the schema and questions go there, so
 * that a connection without encryption is taken only on this machine, or where it is allowed.
 *
 * @param address its address, as in {@code https://models.example.com/v1}: https or http, a host,
 *     perhaps a port and a path; nothing else, and no slash at the end. See {@link #of}
 * @param key the key to send, {@code env:NAME} for one in an environment variable, {@code
 *     file:PATH} for one in a file, or empty for none; never shown
 * @param cleartext whether {@code http} may lead to another machine
 */
public record ModelServer(URI address, String key, boolean cleartext) {

  /** What a key begins with that is the name of an environment variable. */
  public static final String KEY_IN_ENVIRONMENT = "env:";

  /** What a key begins with that is the path of a file. */
  public static final String KEY_IN_FILE = "file:";

  private static final String LOOPBACK = "localhost|127(\\.\\d{1,3}){3}|\\[::1]";
  private static final int MAX_PORT = 65_535;

  /**
   * Checks the address.
   *
   * @throws IllegalArgumentException if it is not such an address, or leads to another machine
   *     without encryption and without permission; the message repeats no secret
   */
  public ModelServer {
    String scheme = String.valueOf(address.getScheme());
    if (!scheme.equals("https") && !scheme.equals("http")) {
      throw new IllegalArgumentException("it begins neither with https:// nor with http://");
    }
    if (address.getRawUserInfo() != null
        || String.valueOf(address.getRawAuthority()).contains("@")) {
      throw new IllegalArgumentException(
          "it holds a user or a password, which would be shown in logs; use nl.runtime.key");
    }
    if (address.getHost() == null || address.getPort() > MAX_PORT || address.getPort() == 0) {
      throw new IllegalArgumentException("it has no valid host or port");
    }
    if (address.getRawQuery() != null || address.getRawFragment() != null) {
      throw new IllegalArgumentException("nothing may follow its path, neither ? nor #");
    }
    if (scheme.equals("http") && !cleartext && !isLoopback(address)) {
      throw new IllegalArgumentException(
          "http:// would send schema, question and key unencrypted to "
              + address.getHost()
              + "; use https://, or allow it by nl.runtime.cleartext=true");
    }
  }

  /**
   * A server by its URL as people write it: case and a slash at the end do not matter, and one
   * without a path gets {@code /v1}.
   *
   * @param url the URL
   * @param key as the component
   * @param cleartext as the component
   * @return the server
   * @throws IllegalArgumentException as the constructor
   */
  public static ModelServer of(String url, String key, boolean cleartext) {
    URI written;
    try {
      written = new URI(url.strip());
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("it is not a URL: " + e.getReason(), e);
    }
    new ModelServer(lowerCased(written), "", true); // says what is wrong with the URL as written
    String path = written.getRawPath().replaceFirst("/+\\z", "");
    URI address = lowerCased(written).resolve(path.isEmpty() ? "/v1" : path);
    return new ModelServer(address, key, cleartext);
  }

  private static URI lowerCased(URI uri) {
    String authority = uri.getRawAuthority();
    if (uri.getScheme() == null || authority == null) {
      throw new IllegalArgumentException("it is not of the form https://host");
    }
    int end = uri.toString().indexOf(authority) + authority.length();
    return URI.create(
        uri.toString().substring(0, end).toLowerCase(Locale.ROOT) + uri.toString().substring(end));
  }

  /** Whether it is on this machine, by its name or number alone. */
  public boolean isLoopback() {
    return isLoopback(address);
  }

  private static boolean isLoopback(URI address) {
    return address.getHost().matches(LOOPBACK);
  }

  /** Host and port, if one is named, for people. */
  public String host() {
    return address.getRawAuthority();
  }

  /** For people and logs: never the key. */
  @Override
  public String toString() {
    return address + (key.isEmpty() ? "" : " (with a key)");
  }
}
