package org.nljdbc.runtime.weights;

import java.nio.file.Path;

/**
 * What a tensor is and where it lies.
 *
 * @param name its Hugging Face name
 * @param rows number of rows; 1 for a vector
 * @param rowLength numbers in a row
 * @param type how a number is stored: {@code F32}, {@code BF16}, {@code F16}, {@code Q8_0} ...
 * @param file the file that holds it
 * @param offset where its first byte lies in the file
 * @param bytes how many bytes it takes
 */
public record TensorInfo(
    String name, int rows, int rowLength, String type, Path file, long offset, long bytes) {}
