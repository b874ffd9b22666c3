/** What a change is about. */
export type ChangeKind =
  | 'operation'
  | 'address'
  | 'order'
  | 'outcome'
  | 'status'
  | 'body'
  | 'headers'
  | 'parameter'
  | 'parameter-order'
  | 'request-body'
  | 'coercion'
  | 'limits'
  | 'counting'
  | 'credentials'
  | 'elsewhere'
  | 'settings'

/** A difference between two contracts that a client can notice. */
export interface Change {
  readonly kind: ChangeKind
  /** Null: it concerns the whole API. */
  readonly operation: string | null
  /** The outcome, parameter or header; null: none. */
  readonly name: string | null
  /** In the first contract; null: it is not there. */
  readonly from: unknown
  /** In the second contract; null: it is gone. */
  readonly to: unknown
}
