import type { ListedAlert } from '../store/alerts.ts';
import type { DeliveryRow } from '../store/schema.ts';

/** An alert and where it went, as `alerts --json` prints it. A contract: fields may be added, not changed. */
export interface AlertView {
  readonly id: string;
  readonly kind: string;
  readonly release: string | null;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly title: string;
  readonly url: string | null;
  readonly deliveries: readonly DeliveryView[];
}

export interface DeliveryView {
  readonly id: string;
  readonly channel: string;
  readonly state: DeliveryRow['state'];
  readonly attempts: number;
  /** ISO 8601. */
  readonly sentAt?: string;
  readonly error?: { readonly code: string; readonly message: string };
}

export function viewAlert({ alert, deliveries }: ListedAlert): AlertView {
  return {
    id: alert.id,
    kind: alert.kind,
    release: alert.release_id,
    createdAt: new Date(alert.created_at).toISOString(),
    title: alert.title,
    url: alert.url,
    deliveries: deliveries.map(viewDelivery),
  };
}

function viewDelivery(delivery: DeliveryRow): DeliveryView {
  const {
    id,
    channel,
    state,
    attempts,
    sent_at: sentAt,
    error_code: code,
    error_message: message,
  } = delivery;
  return {
    id,
    channel,
    state,
    attempts,
    ...(sentAt === null ? {} : { sentAt: new Date(sentAt).toISOString() }),
    ...(code === null ? {} : { error: { code, message: message ?? '' } }),
  };
}
