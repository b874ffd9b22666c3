import type { ObjectSchema } from './argument-schema.ts'

/** What a client hears about a tool, beside its name. */
export interface ToolAbout {
  readonly title: string
  /** For the model that decides whether to call it. */
  readonly description: string
  readonly inputSchema: ObjectSchema
  readonly annotations: {
    readonly readOnlyHint: boolean
    readonly destructiveHint: boolean
    readonly idempotentHint: boolean
    readonly openWorldHint: boolean
  }
}

/** A tool of the server. */
export interface Tool extends ToolAbout {
  readonly name: string
  /**
   * Carries out a call whose arguments fit the schema, and resolves with an object as JSON. Rejects with a Fault for what a model can
   * set right.
   */
  readonly run: (
    args: Readonly<Record<string, unknown>>,
    signal: AbortSignal,
  ) => Promise<Readonly<Record<string, unknown>>>
}

/** A text among checked arguments. */
export function textIn(args: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const value = args[name]
  return typeof value === 'string' ? value : undefined
}

/** A number among checked arguments. */
export function numberIn(args: Readonly<Record<string, unknown>>, name: string): number | undefined {
  const value = args[name]
  return typeof value === 'number' ? value : undefined
}
