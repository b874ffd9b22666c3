/** A step of an Arazzo document, in the members that are written here. */
export interface ArazzoStep {
  readonly stepId: string
  readonly description: string
  readonly operationId: string
  /** On a channel alone: whether the client sends, or receives. */
  readonly action?: 'send' | 'receive'
  readonly timeout?: number
  readonly dependsOn?: readonly string[]
  readonly parameters?: readonly ArazzoParameter[]
  readonly requestBody?: { readonly contentType: string; readonly payload: unknown }
  readonly successCriteria?: readonly { readonly condition: string }[]
  readonly outputs?: Readonly<Record<string, string>>
  /** Which of several connections it is about, and whose that is: Arazzo has no words for it. */
  readonly 'x-greenroom-caller'?: string
  readonly 'x-greenroom-identity'?: string
}

/** A parameter of a step. */
export interface ArazzoParameter {
  readonly name: string
  readonly in: 'path' | 'query' | 'header'
  readonly value: unknown
}

/** The names under which a document knows its sources. */
export const CONTROL = 'control'

/** The step that makes the world of a workflow, and whose outputs name it. */
export const WORLD_STEP = 'make-world'

/** The name of the world, in the other steps. */
export const WORLD: string = `$steps.${WORLD_STEP}.outputs.world`

/** The output that holds a header of an identity: `agent-X-User-Id`. */
export const credentialOutput = (identity: string, header: string): string => `${identity}-${header}`

/** An operation of a source. */
export const sourceOperation = (source: string, operation: string): string =>
  `$sourceDescriptions.${source}.${operation}`

/** The condition that a text is this one. */
export const isText = (expression: string, text: string): { readonly condition: string } => ({
  condition: `${expression} == '${text.replaceAll("'", "''")}'`,
})

/** The condition that an answer has this status. */
export const hasStatus = (status: number): { readonly condition: string } => ({ condition: `$statusCode == ${status}` })
