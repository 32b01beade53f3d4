package org.nljdbc.runtime.server.work;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.nljdbc.spi.RuntimeStatistics;
import org.nljdbc.spi.RuntimeStatistics.Memory;
import org.nljdbc.translate.PromptTokens;
import org.nljdbc.translate.Registry;

/**
 * Figures of the model. Micrometer has no distribution that somebody else has counted, nor gauges
 * that come and go with what they measure, so those are told to Prometheus directly. They are
 * absent while no model is loaded in this process.
 */
public final class ModelFigures implements MultiCollector {

  private final ServedModel model;

  private ModelFigures(ServedModel model) {
    this.model = model;
  }

  /**
   * Adds them.
   *
   * @param model the model
   * @param meters where
   */
  public static void add(ServedModel model, PrometheusMeterRegistry meters) {
    count(meters, "read", PromptTokens::read);
    count(meters, "reused", PromptTokens::reused);
    count(meters, "untold", PromptTokens::untold);
    meters.getPrometheusRegistry().register(new ModelFigures(model));
  }

  private static void count(
      MeterRegistry meters, String how, ToDoubleFunction<PromptTokens> counted) {
    FunctionCounter.builder(
            "nl.tokens.prompt",
            Registry.shared(),
            registry -> counted.applyAsDouble(registry.promptTokens()))
        .description(
            "tokens of prompts, of all models of this process: read, reused from earlier prompts,"
                + " or of a model that does not tell")
        .tag("how", how)
        .register(meters);
  }

  @Override
  public MetricSnapshots collect() {
    RuntimeStatistics told = model.statistics();
    if (told == null) {
      return MetricSnapshots.of();
    }
    MetricSnapshots.Builder all =
        MetricSnapshots.builder()
            .metricSnapshot(batches(told))
            .metricSnapshot(
                GaugeSnapshot.builder()
                    .name("nl_kv_cache_bytes")
                    .help(
                        "memory of keys and values: of answers in the making, and of prefixes kept")
                    .dataPoint(point("answers", told.keyValues().bytes()))
                    .dataPoint(point("prefixes", told.prefixes().bytes()))
                    .build())
            .metricSnapshot(
                GaugeSnapshot.builder()
                    .name("nl_kv_cache_limit_bytes")
                    .help("most memory of keys and values; one request alone may need more")
                    .dataPoint(point("answers", told.keyValues().limit()))
                    .dataPoint(point("prefixes", told.prefixes().limit()))
                    .build());
    Memory device = told.device();
    if (device != null) {
      all.metricSnapshot(
              gauge(
                  "nl_device_memory_used_bytes",
                  "memory of the card that is used, by other programs too",
                  device.bytes()))
          .metricSnapshot(
              gauge("nl_device_memory_limit_bytes", "memory of the card", device.limit()));
    }
    return all.build();
  }

  private static HistogramSnapshot batches(RuntimeStatistics told) {
    List<Long> steps = told.steps();
    ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
    for (int i = 0; i < steps.size(); i++) {
      buckets.bucket(i + 1, steps.get(i));
    }
    buckets.bucket(Double.POSITIVE_INFINITY, 0);
    return HistogramSnapshot.builder()
        .name("nl_batch_size")
        .help("answers that grew in one step of the decoder")
        .dataPoint(
            HistogramDataPointSnapshot.builder()
                .classicHistogramBuckets(buckets.build())
                .sum(told.grown())
                .build())
        .build();
  }

  private static GaugeSnapshot gauge(String name, String help, double value) {
    return GaugeSnapshot.builder()
        .name(name)
        .help(help)
        .dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder().value(value).build())
        .build();
  }

  private static GaugeSnapshot.GaugeDataPointSnapshot point(String part, double value) {
    return GaugeSnapshot.GaugeDataPointSnapshot.builder()
        .labels(Labels.of("part", part))
        .value(value)
        .build();
  }
}
