package org.nljdbc.runtime.hub;

import java.net.http.HttpHeaders;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nljdbc.runtime.http.TimedBody;

/**
 * What came back at the end of all redirects.
 *
 * @param status the last answer's status
 * @param headers the last answer's headers
 * @param linkedEtag what the hub said about the file before it sent the request elsewhere
 * @param linkedSize likewise
 * @param body the last answer's body
 */
record HubReply(
    int status,
    HttpHeaders headers,
    @Nullable String linkedEtag,
    @Nullable String linkedSize,
    TimedBody body)
    implements AutoCloseable {

  /** A header of the last answer, or an empty text. */
  String header(String name) {
    return headers.firstValue(name).orElse("");
  }

  /** The file's name in the cache, without quotes and {@code W/}, or an empty text. */
  String etag() {
    String etag = Optional.ofNullable(linkedEtag).orElseGet(() -> header("ETag")).trim();
    String strong = etag.startsWith("W/") ? etag.substring(2) : etag;
    boolean quoted = strong.length() >= 2 && strong.startsWith("\"") && strong.endsWith("\"");
    return quoted ? strong.substring(1, strong.length() - 1) : strong;
  }

  /** The file's size in bytes, or -1 if the hub does not say. */
  long size() {
    String size = Optional.ofNullable(linkedSize).orElseGet(() -> header("Content-Length"));
    return size.matches("\\d{1,18}") ? Long.parseLong(size) : -1;
  }

  @Override
  public void close() {
    body.close();
  }
}
