/** What is known of one provider of SIP trunks: dated facts from its own pages, which users may override by files of the same shape. */
export interface Provider {
  readonly id: string;
  readonly title: string;
  /** The day on which these facts were read, ISO 8601. */
  readonly asOf: string;
  /** Domains under which its SIP servers are; a target below one of them is recognised. */
  readonly domains: readonly string[];
  /** chain-only where the provider says that its certificates are to be judged without the name. */
  readonly policy?: 'full' | 'chain-only';
  /** The oldest version that it speaks: `TLSv1.2`. */
  readonly minVersion?: string;
  readonly ports?: readonly number[];
  /** What its own servers show: common names of roots, from a day on and up to one. */
  readonly roots?: readonly ProviderRoot[];
  /** What it asks of the customer's certificate. */
  readonly customer?: {
    readonly clientCertificate?: 'required' | 'not-used';
    /** clientAuth has to be among the extended key usages. */
    readonly needsClientAuth?: boolean;
    readonly acceptsWildcard?: boolean;
    /** Only certificate authorities of this list; absent where any public one will do. */
    readonly authorities?: readonly string[];
  };
  /** sips: URIs are refused. */
  readonly refusesSips?: boolean;
  readonly notes: readonly ProviderNote[];
}

/** Where a fact is from, and the day of which the source speaks. */
export interface ProviderNote {
  readonly text: string;
  /** An address of the web. */
  readonly source: string;
  readonly asOf: string;
  /** The fields above that it is the source of: `roots`, `customer.clientCertificate`. */
  readonly about?: readonly string[];
}

export interface ProviderRoot {
  readonly commonName: string;
  readonly from?: string;
  readonly until?: string;
}
