/** The law's answer. */
export type Status = 'essential' | 'important' | 'registration_only' | 'out_of_scope' | 'uncertain';
/** An assurance level of CyberFundamentals. */
export type Level = 'small' | 'basic' | 'important' | 'essential';

/** What every event says: the version of its detail. It grows when a detail loses something or changes its meaning. */
export interface Versioned { readonly version: 1 }
/** How far the dossier is. */
export interface Standing extends Versioned {
  /** The law's answer; `null` while it is open. */
  readonly status: Status | null;
  /** The level that is aimed for. */
  readonly level: Level;
  /** From 1 to 5, for showing; `null` while nothing is scored. */
  readonly total: number | null;
  /** Whether the level is reached. */
  readonly passed: boolean;
  /** How many requirements the level asks. */
  readonly asked: number;
  /** How many of them are answered. */
  readonly answered: number;
}
/** What could not be done, in English. */
export interface Trouble extends Versioned { readonly message: string }
/** A dossier, as a saved file holds it: `schema/dossier-1.json`. */
export type Dossier = { readonly kind: 'belfry-dossier'; readonly format: number } & Record<string, unknown>;
/** What a visitor sent with `lead="event"`. */
export interface Lead extends Versioned {
  readonly kind: 'belfry-lead';
  /** ISO 8601, UTC. */
  readonly sent_on: string;
  readonly contact: { readonly name: string; readonly reach: string; readonly message: string };
  readonly result: Pick<Standing, 'status' | 'total' | 'asked' | 'answered'> & { readonly level: Level };
  /** Only when the visitor chose so. */
  readonly dossier?: Dossier;
}
/** With `mailto:` or a webhook: that something went, not what. */
export interface LeadSent extends Versioned { readonly way: 'mail' | 'webhook'; readonly kind?: undefined }
/** With `lead="event"`, answer with a promise: the visitor reads "sent" once it holds. */
export interface LeadEvent extends CustomEvent<Lead | LeadSent> { respondWith?(answer: PromiseLike<unknown>): void }

/** Every event of the element. All bubble out of it. */
export interface BelfryEvents {
  ready: CustomEvent<Versioned>;
  classified: CustomEvent<Standing>;
  scored: CustomEvent<Standing>;
  completed: CustomEvent<Standing>;
  lead: LeadEvent;
  error: CustomEvent<Trouble>;
}

/** The attributes, as they stand in HTML. What each does: docs/embedding.md. */
export interface BelfryAttributes {
  lang?: 'nl' | 'fr' | 'de' | 'en';
  start?: '/scope' | '/level' | '/answers' | '/results' | '/roadmap' | '/dossiers';
  mode?: 'scope' | 'level' | 'full';
  level?: Level;
  framework?: 'cyfun-2025' | 'cyfun-2023';
  theme?: 'light' | 'dark';
  /** A name to keep drafts under, or `off`. */
  storage?: string;
  /** `event`, `mailto:` and an address, or the https address of a webhook. Needs `privacy`. */
  lead?: string;
  privacy?: string;
  'call-to-action'?: string;
  loading?: 'lazy' | 'eager' | 'click';
}

/** `<belfry-assessment>`. */
export class BelfryAssessment extends HTMLElement {
  /** Loads and mounts the app now; `ready` follows when it stands. */
  load(): Promise<void>;
  /** The dossier on the table; `null` before `ready`. */
  getDossier(): Dossier | null;
  /** Puts a dossier, or the text of a file, on the table. Throws what is wrong with it; then nothing has changed. */
  setDossier(dossier: Dossier | string): void;
  /** A fresh dossier; what lay there stays among the drafts. */
  reset(): void;
  /** Goes to a page. */
  goTo(page: string): void;
  addEventListener<Name extends keyof BelfryEvents>(name: Name, listener: (this: BelfryAssessment, event: BelfryEvents[Name]) => unknown, options?: boolean | AddEventListenerOptions): void;
  addEventListener(name: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
}

declare global {
  interface HTMLElementTagNameMap { 'belfry-assessment': BelfryAssessment }
}
