/**
 * Runs a decoder: the weight-free TorchScript program {@code decoder.pt}, called through DJL. No
 * type of DJL leaves this package.
 */
@NullMarked
package org.nljdbc.runtime.engine;

import org.jspecify.annotations.NullMarked;
