package org.nljdbc.runtime.hub;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import org.nljdbc.runtime.files.BoundedJson;
import org.nljdbc.runtime.files.ModelFileErrors;
import org.nljdbc.runtime.http.RetryAfter;
import org.nljdbc.spi.LanguageModelException;

/** What the hub can be asked about one model; refusals become exceptions that say what to do. */
final class HubApi {

  private static final int MAX_LISTING_BYTES = 16 << 20;
  private static final int MAX_FILES = 50_000;

  private final HubHttp http;
  private final String endpoint;
  private final HubId id;

  /**
   * Makes it.
   *
   * @param http asks
   * @param endpoint the hub's address, without a slash at its end
   * @param id the model
   */
  HubApi(HubHttp http, String endpoint, HubId id) {
    this.http = http;
    this.endpoint = endpoint;
    this.id = id;
  }

  /**
   * What a revision is.
   *
   * @param commit its commit
   * @param files the paths of its files
   */
  record Listing(String commit, Set<String> files) {}

  /** Asks what the revision is and which files it has. */
  Listing listing() throws IOException, InterruptedException, LanguageModelException {
    String revision = id.revision().replace("/", "%2F");
    HubRequest request =
        HubRequest.get(
            URI.create(endpoint + "/api/models/" + id.repository() + "/revision/" + revision));
    byte[] json;
    try (HubReply reply = send(request)) {
      json = reply.body().bytes(MAX_LISTING_BYTES);
    }
    if (json == null) {
      throw HubErrors.strange(
          id, request, "its listing has more than " + MAX_LISTING_BYTES + " bytes", null);
    }
    try {
      return BoundedJson.read(
          Path.of("revision.json"), new ByteArrayInputStream(json), this::listing);
    } catch (LanguageModelException e) {
      throw HubErrors.strange(id, request, "its listing is not what a hub sends", e);
    }
  }

  private Listing listing(JsonReader json) throws IOException, LanguageModelException {
    String commit = "";
    Set<String> files = new LinkedHashSet<>();
    json.beginObject();
    while (json.hasNext()) {
      String name = json.nextName();
      if (name.equals("sha") && json.peek() == JsonToken.STRING) {
        commit = json.nextString();
      } else if (name.equals("siblings")) {
        siblings(json, files);
      } else {
        json.skipValue();
      }
    }
    json.endObject();
    if (!HubId.isCommit(commit)) {
      throw strange("its commit is " + ModelFileErrors.shown(commit));
    }
    return new Listing(commit, files);
  }

  private void siblings(JsonReader json, Set<String> files)
      throws IOException, LanguageModelException {
    json.beginArray();
    while (json.hasNext()) {
      json.beginObject();
      while (json.hasNext()) {
        if (json.nextName().equals("rfilename")) {
          String file = json.nextString();
          if (files.size() >= MAX_FILES || !isWithin(file)) {
            throw strange("too many files, or the path " + ModelFileErrors.shown(file));
          }
          files.add(file);
        } else {
          json.skipValue();
        }
      }
      json.endObject();
    }
    json.endArray();
  }

  /** A path that leads out of its folder is not a mistake: nothing of that hub is trusted then. */
  private static boolean isWithin(String file) {
    return file.length() <= 500
        && !file.matches("(?s)/.*|.*[\\\\\\p{Cntrl}].*|[A-Za-z]:.*|(.*/)?\\.\\.?(/.*)?|.*//.*|");
  }

  private static LanguageModelException strange(String what) {
    return ModelFileErrors.corrupt(Path.of("revision.json"), what);
  }

  /** The request for a file of a commit. */
  HubRequest file(String commit, String name) {
    return HubRequest.get(
        URI.create(endpoint + "/" + id.repository() + "/resolve/" + commit + "/" + name));
  }

  /**
   * Asks what a file is, without its content.
   *
   * @param commit the commit
   * @param name the file's name
   * @param most most bytes that it may have
   */
  RemoteFile describe(String commit, String name, long most)
      throws IOException, InterruptedException, LanguageModelException {
    HubRequest get = file(commit, name);
    HubRequest request = HubRequest.head(get.uri());
    try (HubReply reply = send(request)) {
      if (!reply.etag().matches("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}")) {
        throw HubErrors.strange(
            id, request, "the ETag is " + ModelFileErrors.shown(reply.etag()), null);
      }
      if (reply.size() < 0 || reply.size() > most) {
        String size = reply.size() < 0 ? "unknown" : Long.toString(reply.size());
        throw HubErrors.strange(
            id, request, "the file's size is " + size + ", at most " + most + " is taken", null);
      }
      return new RemoteFile(name, get, reply.etag(), reply.size());
    }
  }

  /**
   * Asks, once.
   *
   * @param request what for
   * @return an answer with status 200, 206 or 416, to be closed by the caller
   * @throws IOException if it is worth trying again
   * @throws LanguageModelException if the hub refuses
   */
  HubReply send(HubRequest request)
      throws IOException, InterruptedException, LanguageModelException {
    HubReply reply = http.send(request);
    int status = reply.status();
    if (status == 200 || (request.from() > 0 && (status == 206 || status == 416))) {
      return reply;
    }
    reply.close();
    if (status == 408 || status == 429 || (status >= 500 && status != 501)) {
      throw new BusyException(
          status, RetryAfter.of(reply.header(RetryAfter.HEADER), Instant.now()));
    }
    throw HubErrors.refused(id, request, status, reply.header("X-Error-Code"));
  }
}
