import { useEffect, useRef, useState } from 'preact/hooks'
import { io, type Socket } from 'socket.io-client'
import { useSession } from '../../parts/context.ts'
import { worldName } from '../../state/session.ts'
import { baseUrlOf } from '../../text/replay.ts'

/** What a guest said or heard. */
export interface Heard {
  readonly n: number
  readonly kind: 'said' | 'answered' | 'refused' | 'heard'
  readonly text: string
}

/** A guest's connection, opened by their first call. */
export interface GuestSocket {
  readonly heard: readonly Heard[]
  readonly isOpen: boolean
  /** Sends an event and waits for its ack; connects first, with the token if there is one. */
  readonly call: (event: string, payload: object, token: string | undefined) => Promise<void>
  readonly close: () => void
}

const MOST = 50
const PATIENCE_MS = 5000

/** A guest without a connection; it is closed with the view. */
export function useGuest(): GuestSocket {
  const { mock, router } = useSession()
  const [heard, setHeard] = useState<readonly Heard[]>([])
  const [isOpen, setIsOpen] = useState(false)
  const socket = useRef<Socket | null>(null)
  const add = (kind: Heard['kind'], text: string): void =>
    setHeard((before) => [...before, { n: (before.at(-1)?.n ?? 0) + 1, kind, text }].slice(-MOST))
  const close = (): void => {
    socket.current?.disconnect()
    socket.current = null
    setIsOpen(false)
  }
  useEffect(() => close, [])
  const open = async (token: string | undefined): Promise<Socket> => {
    const known = socket.current
    if (known?.connected) return known
    const world = worldName(router)
    const url = `${baseUrlOf(mock.get())}${world === 'default' ? '' : `/~${world}`}`
    const made = io(url, { forceNew: true, reconnection: false, auth: token === undefined ? {} : { token } })
    made.onAny((event: string, ...args: unknown[]) =>
      add('heard', `${event} ${args.map((each) => JSON.stringify(each)).join(' ')}`),
    )
    made.on('disconnect', (why) => {
      add('refused', `disconnected: ${why}`)
      setIsOpen(false)
    })
    await connected(made)
    socket.current = made
    setIsOpen(true)
    return made
  }
  return {
    heard,
    isOpen,
    close,
    async call(event, payload, token) {
      const connection = await open(token)
      add('said', `${event} ${JSON.stringify(payload)}`)
      const ack: unknown = await connection.timeout(PATIENCE_MS).emitWithAck(event, payload)
      const text = JSON.stringify(ack) ?? 'no answer'
      add(/"statusCode":[45]/.test(text) ? 'refused' : 'answered', text)
    },
  }
}

const connected = (socket: Socket): Promise<void> =>
  new Promise((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('connect_error', reject)
  })
