/** A copy of a body while it passes. */
export interface Tap {
  readonly add: (chunk: Uint8Array) => void
  /** All of it; null: it was too long to keep. */
  readonly bytes: () => Buffer | null
  /** Frees what it keeps. */
  readonly release: () => void
}

/** Copies bodies, within bounds for each and for all at once. */
export interface Taps {
  readonly open: () => Tap
  /** Bytes kept now. */
  readonly kept: () => number
}

/** The bytes of one body, and of all bodies that pass or wait to be judged. */
export interface TapBounds {
  readonly one: number
  readonly all: number
}

/** Starts with nothing kept. */
export function createTaps({ one, all }: TapBounds): Taps {
  let kept = 0
  return {
    kept: () => kept,
    open() {
      let chunks: Uint8Array[] | null = []
      let size = 0
      const release = (): void => {
        kept -= size
        size = 0
        chunks = null
      }
      return {
        release,
        bytes: () => chunks && Buffer.concat(chunks),
        add(chunk) {
          if (chunks === null) return
          if (size + chunk.length > one || kept + chunk.length > all) return release()
          chunks.push(chunk)
          size += chunk.length
          kept += chunk.length
        },
      }
    },
  }
}
