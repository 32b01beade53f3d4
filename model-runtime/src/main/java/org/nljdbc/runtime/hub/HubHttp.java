package org.nljdbc.runtime.hub;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.nljdbc.runtime.http.Exchange;
import org.nljdbc.runtime.http.Interest;
import org.nljdbc.runtime.http.TimedBody;

/**
 * Asks the hub. Redirects are followed here, not by the JDK's client: the token goes to the hub
 * alone, and what the hub says about a file stands in the answer that sends the request elsewhere.
 */
final class HubHttp {

  private static final int MAX_REDIRECTS = 8;
  private static final Duration CONNECTING = Duration.ofSeconds(20);

  private final HttpClient client;
  private final URI endpoint;
  private final @Nullable String token;
  private final Duration patience;

  /**
   * Makes a client.
   *
   * @param endpoint the hub's address
   * @param token goes to the endpoint's host only; null for none
   * @param patience how long to wait for an answer, and for each piece of it
   */
  HubHttp(URI endpoint, @Nullable String token, Duration patience) {
    this.endpoint = endpoint;
    this.token = token;
    this.patience = patience;
    // Several downloads at once are faster over several connections than over one of HTTP/2.
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECTING)
            .build();
  }

  /**
   * Asks and follows redirects; a HEAD that has its answer stays at the hub.
   *
   * @param request what to ask for
   * @return the answer, whatever its status, to be closed by the caller
   * @throws IOException if there is no answer
   */
  HubReply send(HubRequest request) throws IOException, InterruptedException {
    URI at = request.uri();
    String linkedEtag = null;
    String linkedSize = null;
    for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
      HttpResponse<TimedBody> response = answer(build(request, at));
      HttpHeaders headers = response.headers();
      if (linkedEtag == null) {
        linkedEtag = headers.firstValue("X-Linked-Etag").orElse(null);
        linkedSize = headers.firstValue("X-Linked-Size").orElse(linkedSize);
      }
      URI next = next(at, response.statusCode(), headers);
      boolean known = linkedEtag != null && linkedSize != null && request.method().equals("HEAD");
      if (next == null || (known && !isHub(next))) {
        int status = next == null ? response.statusCode() : 200;
        return new HubReply(status, headers, linkedEtag, linkedSize, response.body());
      }
      response.body().close();
      at = next;
    }
    throw new IOException("more than " + MAX_REDIRECTS + " redirects");
  }

  private HttpRequest build(HubRequest request, URI at) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(at)
            .method(request.method(), BodyPublishers.noBody())
            .header("User-Agent", "nl-jdbc")
            .header("Accept-Encoding", "identity");
    if (request.from() > 0) {
      builder.header("Range", "bytes=" + request.from() + "-");
    }
    if (token != null && isHub(at)) {
      builder.header("Authorization", "Bearer " + token);
    }
    return builder.build();
  }

  private HttpResponse<TimedBody> answer(HttpRequest request)
      throws IOException, InterruptedException {
    return Exchange.send(client, request, patience, patience, Interest.LASTING);
  }

  /** Where an answer sends the request, or null if it is the last one. */
  private static @Nullable URI next(URI at, int status, HttpHeaders headers) throws IOException {
    String location = headers.firstValue("Location").orElse("");
    boolean redirect = status == 307 || status == 308 || (status >= 301 && status <= 303);
    if (!redirect || location.isEmpty()) {
      return null;
    }
    URI next;
    try {
      next = at.resolve(location);
    } catch (IllegalArgumentException e) {
      throw new IOException("a redirect to what is no address", e);
    }
    String scheme = String.valueOf(next.getScheme()).toLowerCase(Locale.ROOT);
    boolean weaker = scheme.equals("http") && "https".equalsIgnoreCase(at.getScheme());
    if (weaker || next.getHost() == null || !scheme.matches("https?")) {
      throw new IOException("a redirect from " + at.getScheme() + " to " + scheme);
    }
    return next;
  }

  private boolean isHub(URI uri) {
    return endpoint.getScheme().equalsIgnoreCase(uri.getScheme())
        && endpoint.getHost().equalsIgnoreCase(uri.getHost())
        && port(endpoint) == port(uri);
  }

  private static int port(URI uri) {
    if (uri.getPort() >= 0) {
      return uri.getPort();
    }
    return "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
  }
}
