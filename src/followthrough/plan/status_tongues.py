"""The words for the state of an action that public bodies use in other languages than English, each the whole
of a cell. Where a word has endings, they are told by "(e)"."""

import re
from collections.abc import Iterator

from followthrough.plan.document import Status

_WORDS: dict[Status, str] = {
    Status.COMPLETE: (
        "abgeschlossen|erledigt|umgesetzt|fertig|realisiert"
        "|terminé(e)|achevé(e)|réalisé(e)|fait(e)|finalisé(e)"
        "|terminado|terminada|completado|completada|finalizado|finalizada|realizado|realizada|ejecutado"
        "|ejecutada|cumplido|cumplida"
        "|concluído|concluída|executado|executada"
        "|completato|completata|concluso|conclusa|terminato|terminata|realizzato|realizzata"
        "|afgerond|voltooid|gereed|gerealiseerd|klaar"
        "|wedi'i gwblhau|wedi ei gwblhau|cwblhawyd|wedi'i chwblhau|gorffennwyd"
        "|klart|klar|avslutad|avsluttet|afsluttet|fullført|genomförd|genomfört|gennemført|valmis"
        "|zakończone|zakończono|zrealizowane"
    ),
    Status.IN_PROGRESS: (
        "in bearbeitung|in arbeit|in umsetzung|begonnen|laufend in bearbeitung|angelaufen"
        "|en cours|en cours de réalisation|engagé(e)|commencé(e)|démarré(e)|partiellement réalisé(e)"
        "|en curso|en proceso|en ejecución|en marcha|iniciado|iniciada"
        "|em curso|em execução|em andamento"
        "|in corso|in corso di realizzazione|avviato|avviata|in esecuzione"
        "|in uitvoering|loopt|gestart|in behandeling|bezig"
        "|ar y gweill|ar waith|wedi dechrau"
        "|pågår|pågående|påbörjad|påbegynt|i gang|igangsat|käynnissä"
        "|w trakcie|w toku|rozpoczęte"
    ),
    Status.NOT_STARTED: (
        "nicht begonnen|noch nicht begonnen|offen|geplant|nicht gestartet"
        "|non commencé(e)|pas commencé(e)|non démarré(e)|à faire|à venir|à engager|prévu(e)"
        "|no iniciado|no iniciada|sin iniciar|pendiente|por iniciar"
        "|não iniciado|não iniciada|por iniciar|pendente"
        "|non avviato|non avviata|da avviare|non iniziato|non iniziata|da fare"
        "|niet gestart|nog niet gestart|nog te starten|gepland"
        "|heb ddechrau|heb gychwyn|ddim wedi dechrau"
        "|ej påbörjad|ikke påbegynt|ikke startet|inte påbörjad|planerad|ei aloitettu"
        "|nie rozpoczęto|nierozpoczęte"
    ),
    Status.ON_TRACK: (
        "im plan|planmäßig|im zeitplan|en bonne voie|conforme au calendrier|dans les délais|según lo previsto"
        "|en plazo|dentro do prazo|nei tempi|in linea|op schema|volgens planning|ar y trywydd iawn"
        "|ar y trywydd|enligt plan|i rute|etter plan|efter planen|zgodnie z planem"
    ),
    Status.MEDIUM_SLIPPAGE: (
        "verzögert|in verzug|im verzug|en retard|retardé(e)|retrasado|retrasada|con retraso|demorado|demorada"
        "|atrasado|atrasada|in ritardo|vertraagd|achter op schema|wedi'i oedi|ar ei hôl hi|försenad"
        "|forsinket|myöhässä|opóźnione"
    ),
    Status.ON_HOLD: (
        "zurückgestellt|ausgesetzt|pausiert|suspendu(e)|en attente|reporté(e)|en pause|suspendido|suspendida"
        "|en espera|paralizado|paralizada|aplazado|aplazada|suspenso|suspensa|sospeso|sospesa|in attesa"
        "|rinviato|rinviata|opgeschort|on hold gezet|in de wacht|uitgesteld|wedi'i ohirio|pausad|på vent"
        "|sat på pause|wstrzymane"
    ),
    Status.ONGOING: (
        "laufend|fortlaufend|dauerhaft|daueraufgabe|en continu|continuo|continua"
        "|permanente|contínuo|contínua|doorlopend|parhaus|yn parhau|löpande|løpende|løbende|jatkuva|ciągłe"
    ),
    Status.CANCELLED: (
        "verworfen|entfällt|abgebrochen|eingestellt|abandonné(e)|annulé(e)|cancelado|cancelada|anulado"
        "|anulada|annullato|annullata|geannuleerd|vervallen|wedi'i ganslo|inställd|avlyst|aflyst|anulowane"
    ),
}  # fmt: skip
_ENDING = re.compile(r"\((\w+)\)$")


def _spelled() -> Iterator[tuple[str, Status]]:
    for status, words in _WORDS.items():
        for word in words.split("|"):
            yield _ENDING.sub("", word), status
            yield _ENDING.sub(r"\1", word), status


_STATUSES = dict(_spelled())


def status_in_another_language(text: str) -> Status | None:
    """The state that a whole text says in another language; None where it says none."""
    return _STATUSES.get(" ".join(text.casefold().replace("’", "'").split()).strip(" ."))
