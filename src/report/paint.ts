/** Colours for a terminal; without colours, each function returns the text unchanged. */
export interface Paint {
  readonly bold: (text: string) => string
  readonly dim: (text: string) => string
  readonly red: (text: string) => string
  readonly green: (text: string) => string
  readonly yellow: (text: string) => string
}

const asItIs = (text: string): string => text

/** No colours. */
export const NO_PAINT: Paint = { bold: asItIs, dim: asItIs, red: asItIs, green: asItIs, yellow: asItIs }
