import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import type { Snapshot } from '../../../src/contract/compiled/types.ts'
import { useSession } from '../../parts/context.ts'
import { Change, Choice, READ_ONLY, Reason } from '../../parts/controls.tsx'
import { useAction } from '../../state/action.ts'
import { saveFile } from '../../text/save.ts'
import { differences } from '../../text/differences.ts'

interface Kept {
  readonly name: string
  readonly snapshot: Snapshot
}

/** Snapshots: taken, kept on this page or in a file, loaded again, compared. */
export function SnapshotPanel(): VNode {
  const { ask } = useSession()
  const action = useAction()
  const [kept, setKept] = useState<readonly Kept[]>([])
  const keep = (name: string, snapshot: Snapshot): void => setKept((before) => [...before, { name, snapshot }])
  const take = async (): Promise<void> => keep(`taken ${kept.length + 1}`, await ask<Snapshot>('GET', '/snapshot'))
  return (
    <section class="panel">
      <h2>Snapshots</h2>
      <div class="actions">
        <Change action={action} work={take} look="main">
          Take a snapshot
        </Change>
        <FromFile onFile={keep} />
      </div>
      <Reason of={action.fault} />
      <ul class="kept">
        {kept.map(({ name, snapshot }) => (
          <li key={name}>
            <span>{name}</span>
            <Change action={action} work={() => ask('PUT', '/snapshot', snapshot)} label={`Load ${name}`}>
              Load
            </Change>
            <button
              type="button"
              aria-label={`Save ${name}`}
              onClick={() => saveFile(`${name}.json`, JSON.stringify(snapshot, null, 2))}
            >
              Save
            </button>
          </li>
        ))}
      </ul>
      {kept.length > 1 ? <Comparison kept={kept} /> : null}
    </section>
  )
}

function FromFile({ onFile }: { readonly onFile: (name: string, snapshot: Snapshot) => void }): VNode {
  const { ask, isReadOnly } = useSession()
  const action = useAction()
  const load = async (file: File): Promise<void> => {
    const snapshot: Snapshot = JSON.parse(await file.text())
    // The mock judges it; a damaged one changes nothing.
    await ask('PUT', '/snapshot', snapshot)
    onFile(file.name, snapshot)
  }
  return (
    <label class="file" title={isReadOnly ? READ_ONLY : undefined}>
      Load a file
      <input
        type="file"
        accept="application/json"
        disabled={isReadOnly}
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? []
          if (file) action.run(() => load(file))
        }}
      />
      <Reason of={action.fault} />
    </label>
  )
}

function Comparison({ kept }: { readonly kept: readonly Kept[] }): VNode {
  const [first, setFirst] = useState(kept[0]?.name ?? '')
  const [second, setSecond] = useState(kept.at(-1)?.name ?? '')
  const options = kept.map(({ name }) => [name, name] as const)
  const find = (name: string): Snapshot | undefined => kept.find((each) => each.name === name)?.snapshot
  const [from, to] = [find(first), find(second)]
  const found = from && to ? differences(from, to) : []
  return (
    <div>
      <h3>Compare</h3>
      <div class="row-of-fields">
        <Choice label="From" value={first} options={options} onValue={setFirst} />
        <Choice label="To" value={second} options={options} onValue={setSecond} />
      </div>
      {found.length === 0 ? <p class="none">They are the same.</p> : null}
      <ul class="differences">
        {found.map(({ table, key, kind, members }) => (
          <li key={`${table}/${key}`}>
            <b>{table}</b> <code>{key}</code> {kind}
            {members.map(({ name, before, after }) => (
              <p key={name}>
                {name}: <del>{before}</del> <ins>{after}</ins>
              </p>
            ))}
          </li>
        ))}
      </ul>
    </div>
  )
}
