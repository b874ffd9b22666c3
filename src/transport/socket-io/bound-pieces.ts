const MOST_PIECES = 4_096

/**
 * Calls `cut` once a body comes in more than 4,096 pieces: Engine.IO joins them as strings, and one-byte pieces would each take many
 * times their size. Counts from when somebody else reads the body: reading it earlier would lose them what has come by then.
 */
export function boundPieces(body: Pick<NodeJS.EventEmitter, 'on' | 'off'>, cut: () => void): void {
  let pieces = 0
  const count = (): void => {
    if (++pieces > MOST_PIECES) cut()
  }
  const whenRead = (event: string | symbol): void => {
    if (event !== 'data') return
    body.off('newListener', whenRead)
    body.on('data', count)
  }
  body.on('newListener', whenRead)
}
