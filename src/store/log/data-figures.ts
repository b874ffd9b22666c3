/** What is kept at a place, for people. */
export interface DataFigures {
  readonly place: string
  readonly format: number
  readonly edition: string
  /** Of all that is there. */
  readonly bytes: number
  /** Whether the process that used it last ended without closing it. */
  readonly wasCut: boolean
  /** How many mocks use it now. */
  readonly users: number
  /** In order of creation. */
  readonly worlds: readonly KeptFigures[]
}

/** What is kept of a world. */
export interface KeptFigures {
  readonly name: string
  readonly seed: string
  readonly generation: number
  /** Changes since the snapshot, or since it began. */
  readonly entries: number
  /** Of its snapshot and its entries. */
  readonly bytes: number
  readonly exchanges: number
  /** What of it can't be read; null if all can. */
  readonly damage: string | null
}
