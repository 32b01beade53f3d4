package org.nljdbc.runtime.remote;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.nljdbc.runtime.files.ModelFileErrors;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.LanguageModelException.Kind;
import org.nljdbc.spi.ModelServer;

/**
 * Words for what can go wrong with a server: which one, what, what to do. None of them holds a key
 * or anything of a prompt.
 */
final class RemoteErrors {

  private static final int MOST_CHARACTERS = 300;

  /** Texts that have so many characters in common are taken to be copied. */
  private static final int COPIED = 10;

  private final ModelServer server;
  private final @Nullable String key;

  RemoteErrors(ModelServer server, @Nullable String key) {
    this.server = server;
    this.key = key;
  }

  /**
   * What a failed request means.
   *
   * @param failure how it failed
   * @param model the model's name there
   * @param sent texts that were sent, which no message may repeat
   * @return the exception to throw
   */
  LanguageModelException of(IOException failure, String model, List<String> sent) {
    if (failure instanceof Stopped stopped) {
      return stopped.reason();
    }
    if (failure instanceof Refused refused) {
      return refused(refused, model, sent);
    }
    if (failure instanceof Strange) {
      return failed(
          Kind.FAILED,
          "sent what is no answer of OpenAI's protocol: " + failure.getMessage(),
          "Check nl.runtime: perhaps the URL needs a path, such as /v1.",
          failure);
    }
    if (failure instanceof SSLException) {
      return failed(
          Kind.UNREACHABLE,
          "cannot be reached: no trusted encrypted connection",
          "Check the URL; for a certificate of your own set -Djavax.net.ssl.trustStore.",
          failure);
    }
    if (failure instanceof HttpConnectTimeoutException || isRefusal(failure)) {
      return failed(
          Kind.UNREACHABLE,
          "cannot be reached: "
              + (failure instanceof ConnectException && !hasUnknownName(failure)
                  ? "nothing takes connections there"
                  : hasUnknownName(failure) ? "its name is not known" : "no connection in time"),
          "Start it, or check nl.runtime, the network and the proxy (-Dhttps.proxyHost).",
          failure);
    }
    return failed(
        Kind.UNREACHABLE,
        failure instanceof HttpTimeoutException
            ? "fell silent (" + failure.getMessage() + ")"
            : "broke off the connection",
        "Look at its log, and try again.",
        failure);
  }

  private static boolean isRefusal(IOException failure) {
    return failure instanceof ConnectException;
  }

  private static boolean hasUnknownName(Throwable failure) {
    for (Throwable e = failure; e != null; e = e.getCause()) {
      if (e instanceof UnresolvedAddressException) {
        return true;
      }
    }
    return false;
  }

  private LanguageModelException refused(Refused refused, String model, List<String> sent) {
    int status = refused.status();
    String said = "answered HTTP " + status + said(refused.text(), sent);
    if (status < 300) {
      return failed(
          Kind.FAILED, said + ", which is no answer", "Check the path in nl.runtime.", refused);
    }
    if (status < 400) {
      return failed(
          Kind.FAILED,
          "sends requests elsewhere (HTTP " + status + "), which is not followed",
          "Name the server itself in nl.runtime, if you trust it.",
          refused);
    }
    if (refused.isBusy()) {
      Duration pause = refused.pause();
      return failed(
          Kind.OVERLOADED,
          said + (pause.isZero() ? "" : ", and wants " + pause.toSeconds() + " seconds of rest"),
          "Try again later.",
          refused);
    }
    if (status == 401 || status == 403) {
      return failed(
          Kind.NOT_FOUND,
          said,
          key == null
              ? "It wants a key: set nl.runtime.key (for several servers as many keys, in their"
                  + " order)."
              : "It does not take this key: check nl.runtime.key.",
          refused);
    }
    if (refused.isTooLong()) {
      return failed(
          Kind.TOO_LONG,
          said,
          "Set nl.contextTokens to what the server's model reads, or lower nl.promptTokens.",
          refused);
    }
    if (status == 404) {
      return failed(
          Kind.NOT_FOUND,
          said,
          "Check the path in nl.runtime, and whether it has the model "
              + ModelFileErrors.shown(model)
              + " (nl.model).",
          refused);
    }
    boolean gateway = status == 502 || status == 504;
    return failed(
        gateway ? Kind.UNREACHABLE : Kind.FAILED, said, "Look at its log, and try again.", refused);
  }

  /** What the server says, unless that repeats something of what was sent, or the key. */
  private String said(String text, List<String> sent) {
    String shown = text.length() > MOST_CHARACTERS ? text.substring(0, MOST_CHARACTERS) : text;
    if (shown.isBlank() || (key != null && shown.contains(key.substring(0, key.length() / 2)))) {
      return "";
    }
    for (String one : sent) {
      int length = Math.min(COPIED, one.length());
      for (int at = 0; length > 0 && at + length <= shown.length(); at++) {
        if (one.contains(shown.substring(at, at + length))) {
          return "";
        }
      }
    }
    return " (" + ModelFileErrors.shown(shown) + ")";
  }

  /** No model is named, and the server does not have exactly one. */
  LanguageModelException noModel(List<String> there) {
    String list = String.join(", ", there.subList(0, Math.min(10, there.size())));
    return failed(
        Kind.NOT_FOUND,
        there.isEmpty() ? "tells of no model" : "has several models: " + list,
        "Name one in nl.model.",
        null);
  }

  /** A text is to be continued, but the server only has conversations. */
  LanguageModelException noTexts() {
    return failed(
        Kind.UNSUPPORTED,
        "only continues conversations, no texts",
        "Send messages, or use a server with /v1/completions.",
        null);
  }

  /** The context that is wanted is larger than what the server has. */
  LanguageModelException context(int wanted, int most) {
    return failed(
        Kind.UNSUPPORTED,
        String.format(
            Locale.ROOT, "reads at most %d tokens, but nl.contextTokens is %d", most, wanted),
        "Lower nl.contextTokens, or give the server more.",
        null);
  }

  /** The server did not do in time what is asked at its first use. */
  LanguageModelException slow(Duration patience) {
    return failed(
        Kind.UNREACHABLE,
        "did not answer within " + patience.toSeconds() + " seconds",
        "Perhaps it is loading its model: try again later.",
        null);
  }

  private LanguageModelException failed(
      Kind kind, String what, String advice, @Nullable Throwable cause) {
    return new LanguageModelException(
        kind, "The model server " + server.host() + " " + what + ". " + advice, cause);
  }
}
