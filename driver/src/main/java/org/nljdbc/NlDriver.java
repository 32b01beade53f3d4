package org.nljdbc;

/** Placeholder of the skeleton; replaced by the driver itself. */
public final class NlDriver {}
