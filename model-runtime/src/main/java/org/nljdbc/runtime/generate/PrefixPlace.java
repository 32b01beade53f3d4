package org.nljdbc.runtime.generate;

import java.nio.file.Path;

/**
 * Where the prefixes of prompts are kept between processes.
 *
 * @param folder the folder for the prefixes of all models; it need not exist
 * @param model a fingerprint of the weights and of everything else that decides about the bits of
 *     keys and values
 */
public record PrefixPlace(Path folder, String model) {}
