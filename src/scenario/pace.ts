/** In real time, `speed` times as fast as written; or step by step, when told to or when the world's clock is moved. */
export type Pace = { readonly mode: 'timed'; readonly speed: number } | { readonly mode: 'step' }
