package org.nljdbc.runtime.hub;

/**
 * A file at the hub.
 *
 * @param name its name in the snapshot
 * @param request gets its content
 * @param etag its name in the cache: for most files the checksum of their content
 * @param size its bytes
 */
record RemoteFile(String name, HubRequest request, String etag, long size) {}
