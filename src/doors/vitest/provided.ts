/** How the tests of a run reach its mock: what the global set-up provides to every worker. */
export interface ProvidedMock {
  /** The control plane. */
  readonly url: string
  readonly token: string
}

declare module 'vitest' {
  interface ProvidedContext {
    readonly greenroom: ProvidedMock
  }
}
