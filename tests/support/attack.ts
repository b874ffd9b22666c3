/** What a page could see of an attack of its own. */
export interface Seen {
  readonly attack: string
  /** What became of it, in a word. */
  readonly end: string
  /** Whatever it could read of the answer: its status, its text, its size. */
  readonly read: string
}

/** What is attacked. */
export interface Aim {
  /** Scheme, host and port. */
  readonly base: string
  /** What is sent where a token can be: a guess, or one that has leaked. */
  readonly token: string
  /** How long to wait for what the browser tells of everything, sooner or later. */
  readonly patienceMs: number
}

/**
 * Attacks a server in every way that a page has. It runs in a page, so that it must hold all that it needs: no imports, and
 * nothing of this module. Each request names its attack in its query, so that it can be told whether it has arrived.
 */
export async function attack({ base, token, patienceMs }: Aim): Promise<Seen[]> {
  const json = '{"name":"attacked"}'
  const seen: Seen[] = []
  const urlOf = (name: string, path = '/worlds'): string => `${base}${path}?attack=${name}`
  const late = (ms = patienceMs): Promise<string> => new Promise((resolve) => setTimeout(() => resolve('silence'), ms))
  const add = (name: string, end: string, read = ''): void => void seen.push({ attack: name, end, read })

  /** What a stream begins with; it is let go, since a browser opens six connections at a time. */
  const beginning = async ({ body }: Response): Promise<string> => {
    const reader = body?.getReader()
    const { value } = (await reader?.read()) ?? {}
    await reader?.cancel()
    return new TextDecoder().decode(value)
  }

  const fetched = async (name: string, init: RequestInit, path?: string): Promise<void> => {
    try {
      const answer = await fetch(urlOf(name, path), init)
      const text = path === '/events' ? await beginning(answer) : await answer.text()
      const read = answer.status === 0 ? text : `${answer.status} ${text}`
      add(name, answer.type === 'opaque' ? 'opaque' : 'answered', read)
    } catch (error) {
      add(name, error instanceof Error ? error.name : 'thrown')
    }
  }

  /** Adds an element and waits for what it tells of its loading. */
  const loaded = async <E extends HTMLElement>(name: string, element: E, read: (element: E) => string) => {
    const end = new Promise<string>((resolve) => {
      element.addEventListener('load', () => resolve('load'))
      element.addEventListener('error', () => resolve('error'))
    })
    document.body.append(element)
    const how = await Promise.race([end, late()])
    add(name, how, read(element))
  }

  const element = <K extends keyof HTMLElementTagNameMap>(
    tag: K,
    values: Readonly<Record<string, string>>,
  ): HTMLElementTagNameMap[K] => {
    const made = document.createElement(tag)
    for (const [name, value] of Object.entries(values)) made.setAttribute(name, value)
    return made
  }

  /** What is to be read of another window or frame, by who has hold of it. */
  const readWindow = (find: () => Window | null | undefined): string => {
    try {
      return find()?.document.body.textContent ?? ''
    } catch {
      // Another origin: that it may not be read is what browsers promise.
      return ''
    }
  }

  const until = async (holds: () => boolean): Promise<void> => {
    for (let waited = 0; !holds() && waited < patienceMs; waited += 50) await late(50)
  }

  /** Whether a window or frame has left the empty page that it opens with: then it is of another origin, or it has loaded. */
  const hasArrived = (find: () => Window | null | undefined): boolean => {
    try {
      const { URL, readyState } = find()?.document ?? document
      return URL !== 'about:blank' && readyState === 'complete'
    } catch {
      return true
    }
  }

  /** Waits for a frame; not for the event of its loading, which a busy browser may leave out. */
  const framed = async (name: string, { contentWindow }: HTMLIFrameElement): Promise<void> => {
    await until(() => hasArrived(() => contentWindow))
    add(
      name,
      'framed',
      readWindow(() => contentWindow),
    )
  }

  const inFrame = (): Promise<void> => {
    const frame = element('iframe', { src: urlOf('frame') })
    document.body.append(frame)
    return framed('frame', frame)
  }

  const submitted = async (name: string, enctype: string, fields: Readonly<Record<string, string>>): Promise<void> => {
    const frame = element('iframe', { name: `into-${name}` })
    document.body.append(frame)
    const form = element('form', { method: 'post', action: urlOf(name), target: `into-${name}`, enctype })
    for (const [field, value] of Object.entries(fields)) form.append(element('input', { name: field, value }))
    document.body.append(form)
    form.submit()
    await framed(name, frame)
  }

  const followed = async (): Promise<void> => {
    const source = new EventSource(urlOf('event-source', '/events'))
    let read = ''
    const end = new Promise<string>((resolve) => {
      source.addEventListener('open', () => (read += 'open '))
      source.addEventListener('message', ({ data }) => {
        read += String(data)
        resolve('message')
      })
      source.addEventListener('error', () => resolve('error'))
    })
    const how = await Promise.race([end, late()])
    source.close()
    add('event-source', how, read)
  }

  const connected = async (): Promise<void> => {
    const socket = new WebSocket(urlOf('websocket', '/events').replace('http', 'ws'))
    const end = new Promise<string>((resolve) => {
      socket.addEventListener('open', () => resolve('open'))
      socket.addEventListener('message', ({ data }) => resolve(`message ${String(data)}`))
      socket.addEventListener('close', ({ code, reason }) => resolve(`closed ${code}${reason}`))
    })
    const how = await Promise.race([end, late()])
    socket.close()
    add('websocket', how, how.startsWith('closed 1006') || how === 'silence' ? '' : how)
  }

  const opened = async (): Promise<void> => {
    const popup = window.open(urlOf('window'), '_blank')
    await until(() => hasArrived(() => popup))
    add(
      'window',
      popup ? 'opened' : 'not opened',
      readWindow(() => popup),
    )
  }

  const stolen = (): string => {
    const taken: unknown = Reflect.get(window, 'stolen')
    return typeof taken === 'string' ? taken : ''
  }

  const type = (value: string): RequestInit => ({ headers: { 'content-type': value } })
  const post: RequestInit = { method: 'POST', body: json }
  await Promise.all([
    submitted('form-urlencoded', 'application/x-www-form-urlencoded', { name: 'attacked' }),
    // What a form sends as text is JSON, if name and value are chosen for it.
    submitted('form-text', 'text/plain', { '{"name":"attacked","salt":"': '"}' }),
    submitted('form-multipart', 'multipart/form-data', { name: 'attacked' }),
    fetched('fetch-get', {}),
    fetched('fetch-get-no-cors', { mode: 'no-cors' }),
    fetched('fetch-events', {}, '/events'),
    fetched('fetch-post', { ...post, ...type('text/plain') }),
    fetched('fetch-post-no-cors', { ...post, mode: 'no-cors' }),
    fetched('fetch-post-untyped', { ...post, mode: 'no-cors', body: new Blob([json]) }),
    fetched('fetch-post-json', { ...post, ...type('application/json') }),
    fetched('fetch-put-json', { ...post, ...type('application/json'), method: 'PUT' }, '/worlds/attacked'),
    fetched('fetch-delete', { method: 'DELETE' }, '/worlds/default'),
    fetched('fetch-keepalive', { ...post, keepalive: true, mode: 'no-cors' }),
    fetched('fetch-keepalive-json', { ...post, ...type('application/json'), keepalive: true }),
    fetched('fetch-token', { headers: { authorization: `Bearer ${token}` } }),
    fetched('fetch-token-post', {
      ...post,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    }),
    fetched('fetch-token-no-cors', { mode: 'no-cors', headers: { authorization: `Bearer ${token}` } }),
    fetched('fetch-credentials', { credentials: 'include' }),
    loaded('script', element('script', { src: urlOf('script') }), stolen),
    loaded('script-module', element('script', { src: urlOf('script-module'), type: 'module' }), stolen),
    loaded('image', element('img', { src: urlOf('image') }), ({ naturalWidth }) =>
      naturalWidth > 0 ? `${naturalWidth} pixels` : '',
    ),
    loaded('stylesheet', element('link', { rel: 'stylesheet', href: urlOf('stylesheet') }), () =>
      getComputedStyle(document.documentElement).getPropertyValue('--stolen'),
    ),
    inFrame(),
    loaded('object', element('object', { data: urlOf('object') }), ({ contentWindow }) =>
      readWindow(() => contentWindow),
    ),
    followed(),
    connected(),
    opened(),
  ])
  add('beacon', navigator.sendBeacon(urlOf('beacon'), json) ? 'sent' : 'not sent')
  add(
    'beacon-json',
    navigator.sendBeacon(urlOf('beacon-json'), new Blob([json], { type: 'application/json' })) ? 'sent' : 'not sent',
  )
  const isDone = (name: string): boolean => performance.getEntriesByName(urlOf(name)).length > 0
  await until(() => isDone('beacon') && isDone('beacon-json'))
  // Statuses and sizes that the browser itself tells of, for whatever was loaded.
  for (const entry of performance.getEntriesByType('resource'))
    if (entry instanceof PerformanceResourceTiming && entry.name.startsWith(base)) {
      const { responseStatus, transferSize, encodedBodySize, decodedBodySize } = entry
      const told = [responseStatus, transferSize, encodedBodySize, decodedBodySize].filter((each) => each > 0)
      const name = /attack=([\w-]+)/.exec(entry.name)?.[1] ?? ''
      add(`timing of ${name}`, 'told', told.length > 0 ? `numbers ${told.join(' ')}` : '')
    }
  return seen
}

/** Looks which of two ports something listens on, by all that tells a page anything but how long it took. */
export async function scan(bases: readonly string[]): Promise<string[]> {
  const ofElement = (element: HTMLElement): Promise<string> =>
    new Promise((resolve) => {
      for (const end of ['load', 'error']) element.addEventListener(end, () => resolve(`${element.tagName} ${end}`))
      document.body.append(element)
    })
  const ofFetch = (url: string, init: RequestInit): Promise<string> =>
    fetch(url, init).then(
      ({ type, status }) => `fetch ${type} ${status}`,
      (error: unknown) => String(error),
    )
  const look = (base: string): Promise<string[]> => {
    const [script, image, sheet] = [
      document.createElement('script'),
      document.createElement('img'),
      document.createElement('link'),
    ]
    script.src = image.src = sheet.href = `${base}/worlds`
    sheet.rel = 'stylesheet'
    return Promise.all([
      ofFetch(`${base}/worlds`, {}),
      ofFetch(`${base}/worlds`, { mode: 'no-cors' }),
      ofFetch(`${base}/worlds`, { method: 'POST', mode: 'no-cors', body: '{}' }),
      ofElement(script),
      ofElement(image),
      ofElement(sheet),
    ])
  }
  return (await Promise.all(bases.map(look))).map((seen) => seen.join(', '))
}
