package org.nljdbc.runtime.hub;

import java.net.URI;

/**
 * Something to ask the hub for.
 *
 * @param method GET or HEAD
 * @param uri the address at the hub, without a query
 * @param from the first byte wanted, 0 for all
 */
record HubRequest(String method, URI uri, long from) {

  static HubRequest get(URI uri) {
    return new HubRequest("GET", uri, 0);
  }

  static HubRequest head(URI uri) {
    return new HubRequest("HEAD", uri, 0);
  }

  HubRequest from(long first) {
    return new HubRequest(method, uri, first);
  }

  /** For messages. */
  @Override
  public String toString() {
    return method + " " + uri;
  }
}
