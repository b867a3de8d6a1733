import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';

/** For `node --import`: OpenTelemetry's SDK with its own defaults. Spans go in batches to `OTEL_EXPORTER_OTLP_ENDPOINT`. */
new NodeTracerProvider({ spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())] }).register();
