from tests.site.rounds.conftest import library as library
