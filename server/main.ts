import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { serve } from './serve';

// Picks node IPC, a pipe, a socket or stdio by the arguments.
serve(createConnection(ProposedFeatures.all));
