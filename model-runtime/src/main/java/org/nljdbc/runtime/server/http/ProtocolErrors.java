package org.nljdbc.runtime.server.http;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Errors of requests that are no proper HTTP, and so reach no route: in the form of all others,
 * where the web server itself would answer with a page.
 */
public final class ProtocolErrors extends ErrorHandler {

  /** Callers of every method get a body; Jetty's own pages are for browsers. */
  @Override
  public boolean errorPageForMethod(String method) {
    return true;
  }

  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int status,
      @Nullable String message,
      @Nullable Throwable cause,
      Callback callback) {
    Problem problem =
        Problem.of(
            status,
            isCallers(status) ? "bad_request" : "internal",
            String.valueOf(HttpStatus.getMessage(status)),
            String.format(
                Locale.ROOT,
                "The request cannot be read: %s.",
                message == null ? "HTTP" : message));
    byte[] body = Json.write(problem.json()).getBytes(StandardCharsets.UTF_8);
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.MEDIA_TYPE);
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
    response.write(true, BufferUtil.toBuffer(body), callback);
  }

  /** Whether the request is at fault, as a version of HTTP is that does not exist. */
  private static boolean isCallers(int status) {
    return status < 500 || status == HttpStatus.HTTP_VERSION_NOT_SUPPORTED_505;
  }
}
