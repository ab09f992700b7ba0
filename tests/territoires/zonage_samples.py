"""Small lists of our own, in the shape of the official ones, and a server that gives them badly."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

FRR = """code_insee,nom,classement
23096,Guéret,FRR socle
23001,Ajain,FRR+
23002,Alleyrat,Classée FRR partiellement
23003,Anzême,FRR bénéficiaire
"""
DENSITE = """code_insee,densite_niveau,ruralite_type
23096,2,
23001,6,1
23002,7,1
23003,6,2
"""
PVD = """code_insee,nom,id_pvd,date_signature,population_2023,code_insee_origine
23001,Ajain,pvd-1,2021-03-12,1100,
23002,Alleyrat,pvd-2,,130,
"""
ACV = """code_insee,nom,id_acv,date_signature
23096,Guéret,acv-1,2018-09-01
"""
ACV_2 = """code_insee,nom,id_acv2,date_signature
23096,Guéret,acv-1,
"""
VILLAGES = """code_insee,nom,id_va,date_signature
23003,Anzême,va-1,
"""
QPV = """code_insee,code_qp_exemple,nom_qp_exemple
23096,QN02301M,Un quartier
23096,QN02302M,Un autre
"""
FILES = {
    "frr_2025.csv": FRR,
    "densite_communes.csv": DENSITE,
    "petites_villes_de_demain.csv": PVD,
    "action_coeur_de_ville.csv": ACV,
    "action_coeur_de_ville_2_entrees_de_ville.csv": ACV_2,
    "villages_avenir.csv": VILLAGES,
    "qpv_2024_communes.csv": QPV,
}


class Answer:
    """One answer of the server; ``cut``: how many bytes of the body are kept back."""

    def __init__(
        self,
        body: str | bytes = FRR,
        status: int = 200,
        kind: str = "text/csv",
        *,
        cut: int = 0,
        pause: float = 0,
        **headers: str,
    ) -> None:
        self.body = body.encode() if isinstance(body, str) else body
        self.status, self.kind, self.cut, self.pause = status, kind, cut, pause
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


@contextmanager
def serving(*answers: Answer) -> Iterator[tuple[str, list[str]]]:
    """Serve the answers one after the other, the last one for ever; give the address and what was asked."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answer = answers[min(len(asked), len(answers) - 1)]
            asked.append(self.path)
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.kind)
            if "Content-Length" not in answer.headers:
                self.send_header("Content-Length", str(len(answer.body)))
            for name, value in answer.headers.items():
                if value:
                    self.send_header(name, value)
            self.end_headers()
            self._send(answer)

        def _send(self, answer: Answer) -> None:
            body = answer.body[: len(answer.body) - answer.cut]
            try:
                for start in range(0, len(body), 20) if answer.pause else ():
                    self.wfile.write(body[start : start + 20])
                    self.wfile.flush()
                    time.sleep(answer.pause)
                if not answer.pause:
                    self.wfile.write(body)
            except OSError:  # the other end has had enough
                return

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/liste.csv", asked
    finally:
        server.shutdown()
        server.server_close()
