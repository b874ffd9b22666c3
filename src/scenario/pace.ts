/** How a scenario goes on: by itself, so many times as fast as written; or only when it is told to, or the world's clock is moved. */
export type Pace = { readonly mode: 'timed'; readonly speed: number } | { readonly mode: 'step' }
