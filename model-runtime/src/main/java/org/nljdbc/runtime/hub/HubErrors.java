package org.nljdbc.runtime.hub;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.nljdbc.runtime.files.ModelFileErrors;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.LanguageModelException.Kind;

/**
 * Words for what can go wrong with a hub: what, where, what to do. None of them holds a token, nor
 * the address of a redirect, which may be signed.
 */
final class HubErrors {

  private static final String ELSEWHERE =
      " Or download the model elsewhere, and name its folder in nl.model.";

  private HubErrors() {}

  /** The model cannot be had without the network, which must not be used. */
  static LanguageModelException offline(HubId id, Path cache) {
    return new LanguageModelException(
        Kind.NOT_FOUND,
        "The model "
            + id
            + " is not complete in "
            + cache
            + ", and HF_HUB_OFFLINE forbids the network. Unset HF_HUB_OFFLINE, or set HF_HUB_CACHE"
            + " to where the model is."
            + ELSEWHERE);
  }

  /** The hub answered, and will answer the same to the same question. */
  static LanguageModelException refused(HubId id, HubRequest request, int status, String code) {
    String asked = " (" + request + " answered HTTP " + status + code(code) + "). ";
    if (status == 404 && code.equals("EntryNotFound")) {
      return new LanguageModelException(
          Kind.NOT_FOUND,
          "A file of the model " + id + " is not there any more" + asked + "Try again.");
    }
    if (status == 404 || (status == 401 && code.equals("RepoNotFound"))) {
      return new LanguageModelException(
          Kind.NOT_FOUND,
          "There is no model or revision "
              + id
              + asked
              + "Check the spelling of nl.model: a folder, a GGUF file, or org/name@revision. If"
              + " the model is private, set HF_TOKEN to a token that may read it.");
    }
    if (status == 401 || status == 403) {
      return new LanguageModelException(
          Kind.NOT_FOUND,
          "The hub does not give out the model "
              + id
              + asked
              + "Accept the model's terms on its page, and set HF_TOKEN to a token that may read"
              + " it."
              + ELSEWHERE);
    }
    return new LanguageModelException(
        Kind.FAILED,
        "The model " + id + " cannot be downloaded" + asked + "Check HF_ENDPOINT." + ELSEWHERE);
  }

  private static String code(String code) {
    return code.isEmpty() ? "" : ", " + ModelFileErrors.shown(code);
  }

  /** The hub could not be reached, or broke off, as often as was tried. */
  static LanguageModelException unreachable(HubId id, String host, IOException cause) {
    boolean busy = cause instanceof BusyException answer && answer.status() == 429;
    return new LanguageModelException(
        busy ? Kind.OVERLOADED : Kind.FAILED,
        "The model "
            + id
            + " could not be downloaded from "
            + host
            + ": "
            + reason(cause)
            + ". Check the network, the proxy (-Dhttps.proxyHost) and HF_ENDPOINT, and try again:"
            + " what has arrived is kept."
            + ELSEWHERE,
        cause);
  }

  private static String reason(IOException cause) {
    String message = cause.getMessage();
    String type = cause.getClass().getSimpleName();
    return message == null ? type : type + " (" + ModelFileErrors.shown(message) + ")";
  }

  /** What the hub sent is not what it should be. */
  static LanguageModelException strange(
      HubId id, HubRequest request, String what, @Nullable Throwable cause) {
    return new LanguageModelException(
        Kind.CORRUPT,
        "The model "
            + id
            + " was refused: "
            + what
            + " ("
            + request
            + "). Check that HF_ENDPOINT is a hub that you trust."
            + ELSEWHERE,
        cause);
  }

  /** A file does not have the content that the hub announced. */
  static LanguageModelException wrongHash(
      HubId id, HubRequest request, String expected, String found) {
    return new LanguageModelException(
        Kind.CORRUPT,
        "The model "
            + id
            + " was refused: a file's checksum is "
            + found
            + " instead of "
            + expected
            + " ("
            + request
            + "). What arrived was deleted. Try again; if it stays so, a proxy or HF_ENDPOINT"
            + " changes the file."
            + ELSEWHERE);
  }

  /** The hub has the model, but in no form that this runtime reads. */
  static LanguageModelException noWeights(HubId id) {
    return new LanguageModelException(
        Kind.UNSUPPORTED,
        "The model "
            + id
            + " has no weights that this runtime reads: neither model.safetensors, nor"
            + " model.safetensors.index.json, nor one GGUF file of a type that it knows. Choose"
            + " another model, or download one of its GGUF files and name that in nl.model.");
  }

  /** There is not enough room for what is to come. */
  static LanguageModelException tooLarge(HubId id, Path folder, long needed, long usable) {
    return new LanguageModelException(
        Kind.FAILED,
        "The disk is too full for the model "
            + id
            + ": "
            + megabytes(needed)
            + " are still to come, and "
            + folder
            + " has "
            + megabytes(usable)
            + ". Make room, or set HF_HUB_CACHE to a folder on another disk.");
  }

  /** A file could not be written. */
  static LanguageModelException unwritable(HubId id, Path path, IOException cause) {
    String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
    boolean full =
        message.contains("no space left")
            || message.contains("not enough space")
            || message.contains("quota exceeded");
    String what =
        full
            ? "the disk is full"
            : cause instanceof AccessDeniedException ? "this user may not" : reason(cause);
    return new LanguageModelException(
        Kind.FAILED,
        "The model "
            + id
            + " could not be written to "
            + path
            + ": "
            + what
            + ". "
            + (full ? "Make room (what has arrived is kept)" : "Check the folder's permissions")
            + ", or set HF_HUB_CACHE to another folder.",
        cause);
  }

  /** The thread that waited was interrupted. */
  static LanguageModelException cancelled(HubId id, InterruptedException cause) {
    return new LanguageModelException(
        Kind.CANCELLED,
        "The download of the model " + id + " was interrupted; what has arrived is kept.",
        cause);
  }

  /** The environment is not usable. */
  static LanguageModelException environment(String variable, String value, String what) {
    return new LanguageModelException(
        Kind.FAILED,
        variable + " is " + ModelFileErrors.shown(value) + ", which is not " + what + ".");
  }

  /** A size for people. */
  static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%,d MB", Math.round(bytes / 1e6));
  }
}
