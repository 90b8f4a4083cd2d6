// Written by the tests of the command line.
import type { CheckReport } from '../../server/contracts';

export const report: CheckReport = {
  "tool": {
    "name": "sip-tls",
    "version": "VERSION"
  },
  "files": [
    {
      "path": "call.sip",
      "kind": "trace",
      "format": "bare",
      "messages": 4,
      "findings": [
        {
          "rule": "sip/sips-over-udp",
          "severity": "error",
          "message": "The Request-URI is sips:, which promises TLS on every hop, and this hop is UDP. UDP is never valid for sips; the peer may refuse, and the promise to the caller is broken.",
          "remedy": "Route the request to a TLS listener (Kamailio $fs = \"tls:…\", OpenSIPS $socket_out or force_send_socket()), or dial a sip: URI and use TLS hop by hop.",
          "cites": [
            "RFC 3261 §26.2.2",
            "RFC 3261 §19.1.1",
            "RFC 3261 §16.6",
            "RFC 5630 §5.3"
          ],
          "start": {
            "line": 2,
            "column": 14,
            "offset": 49
          },
          "end": {
            "line": 2,
            "column": 17,
            "offset": 52
          },
          "callId": "one@192.0.2.15"
        },
        {
          "rule": "sip/max-forwards-missing",
          "severity": "hint",
          "message": "The request has no Max-Forwards, so nothing stops a routing loop. Proxies add one (70) themselves, so calls still work.",
          "remedy": "Add Max-Forwards: 70 in the sender (old SIPp scenarios lack it).",
          "cites": [
            "RFC 3261 §8.1.1.6",
            "RFC 3261 §16.6"
          ],
          "start": {
            "line": 20,
            "column": 1,
            "offset": 553
          },
          "end": {
            "line": 20,
            "column": 36,
            "offset": 588
          },
          "callId": "two@192.0.2.15",
          "fixes": [
            {
              "title": "Add Max-Forwards: 70",
              "edits": [
                {
                  "start": {
                    "line": 22,
                    "column": 1,
                    "offset": 650
                  },
                  "end": {
                    "line": 22,
                    "column": 1,
                    "offset": 650
                  },
                  "text": "Max-Forwards: 70\n"
                }
              ]
            }
          ]
        },
        {
          "rule": "sip/record-route-double-swapped",
          "severity": "warning",
          "message": "The upper Record-Route (sip:192.0.2.1:5060;r2=on;lr) is for the side where the request came from, the lower (sip:192.0.2.1:5061;transport=tls;r2=on;lr) for this side. The callee sends its next requests over UDP to the wrong socket.",
          "remedy": "The topmost entry must describe the outgoing side (towards the callee). Kamailio: known with sips: without transport=tls (kamailio #4092); update or force the socket with $fs before record_route().",
          "cites": [
            "RFC 5658 §5",
            "RFC 3261 §12.1.1",
            "RFC 3261 §16.6"
          ],
          "start": {
            "line": 31,
            "column": 16,
            "offset": 943
          },
          "end": {
            "line": 31,
            "column": 43,
            "offset": 970
          },
          "callId": "three@example.com",
          "related": [
            {
              "message": "This entry belongs on top.",
              "start": {
                "line": 32,
                "column": 16,
                "offset": 987
              },
              "end": {
                "line": 32,
                "column": 57,
                "offset": 1028
              }
            }
          ],
          "fixes": [
            {
              "title": "Swap the two entries",
              "edits": [
                {
                  "start": {
                    "line": 31,
                    "column": 15,
                    "offset": 942
                  },
                  "end": {
                    "line": 31,
                    "column": 44,
                    "offset": 971
                  },
                  "text": "<sip:192.0.2.1:5061;transport=tls;r2=on;lr>"
                },
                {
                  "start": {
                    "line": 32,
                    "column": 15,
                    "offset": 986
                  },
                  "end": {
                    "line": 32,
                    "column": 58,
                    "offset": 1029
                  },
                  "text": "<sip:192.0.2.1:5060;r2=on;lr>"
                }
              ]
            }
          ]
        },
        {
          "rule": "sip/record-route-leaves-tls",
          "severity": "warning",
          "message": "The INVITE came over TLS, but Record-Route sip:192.0.2.1:5060;r2=on;lr leads back over UDP to 192.0.2.1:5060. Every later request from this side (BYE, re-INVITE) leaves TLS there, and mostly gets no answer.",
          "remedy": "Proxy: record-route with the TLS socket. Kamailio/OpenSIPS: record_route() does it when the socket is tls: and double record-routing is on; record_route_preset(\"sbc.example.com:5061;transport=tls\"). By RFC without transport=tls: a domain name whose NAPTR/SRV offers TLS.",
          "cites": [
            "RFC 3261 §16.6",
            "RFC 3263 §4.1",
            "RFC 5658 §6.2"
          ],
          "start": {
            "line": 31,
            "column": 16,
            "offset": 943
          },
          "end": {
            "line": 31,
            "column": 43,
            "offset": 970
          },
          "callId": "three@example.com",
          "fixes": [
            {
              "title": "Add ;transport=tls to this Record-Route",
              "edits": [
                {
                  "start": {
                    "line": 31,
                    "column": 30,
                    "offset": 957
                  },
                  "end": {
                    "line": 31,
                    "column": 34,
                    "offset": 961
                  },
                  "text": "5061;transport=tls"
                }
              ]
            }
          ]
        }
      ],
      "items": [
        {
          "index": 0,
          "line": 1,
          "start": "INVITE sips:bob@example.com",
          "method": "INVITE",
          "callId": "one@192.0.2.15",
          "cseq": 1
        },
        {
          "index": 1,
          "line": 11,
          "start": "180 Ringing",
          "method": "INVITE",
          "status": 180,
          "callId": "one@192.0.2.15",
          "cseq": 1
        },
        {
          "index": 2,
          "line": 20,
          "start": "OPTIONS sip:bob@example.net",
          "method": "OPTIONS",
          "callId": "two@192.0.2.15",
          "cseq": 1
        },
        {
          "index": 3,
          "line": 28,
          "start": "INVITE sip:bob@198.51.100.20",
          "method": "INVITE",
          "callId": "three@example.com",
          "cseq": 1
        }
      ]
    },
    {
      "path": "clean.sip",
      "kind": "trace",
      "format": "bare",
      "messages": 1,
      "findings": [],
      "items": [
        {
          "index": 0,
          "line": 1,
          "start": "OPTIONS sip:example.com",
          "method": "OPTIONS",
          "callId": "three@192.0.2.15",
          "cseq": 1
        }
      ]
    }
  ],
  "summary": {
    "errors": 1,
    "warnings": 2,
    "infos": 0,
    "hints": 1
  }
};
