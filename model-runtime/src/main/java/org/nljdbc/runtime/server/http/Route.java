package org.nljdbc.runtime.server.http;

/**
 * A route.
 *
 * @param method the HTTP method, in capitals
 * @param path the path, with parameters in braces
 */
public record Route(String method, String path) {}
